"""Reading cells of spreadsheets, and days with a time of day."""

from __future__ import annotations

import math
import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from .calendar import Calendar
from .date_reading import (
    COMPACT,
    DateError,
    exact_day,
    folded_date,
    parse_date,
    read_numbers,
    refuse_unknown,
    relative,
    within_reach,
)

_TIME = re.compile(
    r"(?P<day>.*?)(?:^|[ ,،]+|(?<=\d)t)(?:(?:ساعت|at) ?)?(?P<hour>\d{1,2}):(?P<minute>\d{2})"
    r"(?::(?P<second>\d{2})(?:\.\d+)?)?"
    r" ?(?P<half>am|pm|a\.m\.|p\.m\.|ق\.? ?ظ\.?|ب\.? ?ظ\.?|صبح|عصر)?(?P<zone>z|[+-]\d{2}:?\d{2})?"
)
_HOUR = re.compile(
    r"(?P<day>.*?)(?:^|[ ,،]+)(?:(?:ساعت|at) ?(?P<hour>\d{1,2})|(?P<clock>\d{1,2}) ?(?=[ap]m$)) ?(?P<half>am|pm|صبح|عصر)?"
)

_BARE = re.compile(r"(?P<day>\D+?)[ ,،]+(?P<hour>\d{1,2})(?P<half> ?(?:صبح|عصر))?")


def parse_import_date(
    value: str | datetime | date | int | float, *, today: date | None = None, calendar: Calendar = "jalali"
) -> date:
    """The day in a spreadsheet cell: a date, a serial number of Excel (1900 system), yyyymmdd, or a text.

    A time of day is dropped. Relative words, and texts whose day and month (or year) could change places, raise
    DateError rather than be guessed. `today` serves two-digit years.
    """
    if isinstance(value, datetime):
        return within_reach(value.date())
    if isinstance(value, date):
        return within_reach(value)
    if isinstance(value, (int, float)):
        return within_reach(_from_number(value))
    folded = folded_date(value)
    timed = _TIME.fullmatch(folded)
    day_text = timed["day"].strip(" ,،") if timed and timed["day"] else folded
    return within_reach(read_numbers(day_text, today or datetime.now(UTC).date(), calendar, strict=True))


def _from_number(value: int | float) -> date:
    if isinstance(value, bool) or not math.isfinite(value):
        refuse_unknown()
    if 60 < value < 80_000:
        return date(1899, 12, 30) + timedelta(days=int(value))
    compact = COMPACT.fullmatch(str(int(value))) if value == int(value) else None
    if not compact:
        refuse_unknown()
    return exact_day(*map(int, compact.groups()))  # type: ignore[arg-type]


def parse_datetime(
    text: str,
    *,
    today: date,
    calendar: Calendar = "jalali",
    timezone: str = "Asia/Tehran",
    default: time | None = None,
) -> datetime:
    """The moment a text means («۱۴۰۵/۹/۲ ۱۴:۳۰», «فردا ساعت ۱۰», "23 Nov 2026 2:30 pm"), as an aware UTC datetime.

    Without a day it is today; «فردا ۹» is nine o'clock; without a time it is `default`, or DateError when there is
    none. Times are of `timezone` unless the text ends in Z or an offset.
    """
    folded = folded_date(text)
    found = _TIME.fullmatch(folded) or _HOUR.fullmatch(folded) or _bare(folded, today, calendar)
    if not found:
        day = parse_date(folded, today=today, calendar=calendar)
        if default is None:
            raise DateError(_("Add the time, like 14:30."), "no_time")
        return datetime.combine(day, default, ZoneInfo(timezone)).astimezone(UTC)
    parts = found.groupdict()
    day = parse_date(parts["day"], today=today, calendar=calendar) if parts["day"].strip(" ,،") else today
    moment = datetime.combine(day, _time(parts), ZoneInfo(timezone))
    if zone := parts.get("zone"):
        moment = datetime.fromisoformat(moment.replace(tzinfo=None).isoformat() + zone.replace("z", "+00:00"))
    return moment.astimezone(UTC)


def _bare(folded: str, today: date, calendar: Calendar) -> re.Match[str] | None:
    """«فردا ۹»: after a word that counts from today a number alone can only be an hour."""
    found = _BARE.fullmatch(folded)
    return found if found and relative(found["day"], today, calendar) else None


def _time(parts: dict[str, str | None]) -> time:
    hour = int(parts["hour"] or parts.get("clock") or 0)
    half = (parts["half"] or "").replace(".", "").replace(" ", "")
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half in ("pm", "بظ", "عصر") else 0)
    try:
        return time(hour, int(parts.get("minute") or 0), int(parts.get("second") or 0))
    except ValueError as error:
        raise DateError(_("There is no such time of day. Write it like 14:30."), "no_such_time") from error
