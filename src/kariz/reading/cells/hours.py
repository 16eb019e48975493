"""The hour of a call in a column of its own: «۱۰:۳۰», «ساعت ۹ و نیم», «۱ شب», or what a spreadsheet keeps."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import Any

from django.utils.translation import gettext_lazy as _

from kariz.localisation.digits import to_latin
from kariz.localisation.text import persian_letters
from kariz.reading.cells.cells import Cell
from kariz.reading.cells.values import BadValue, read_text

FIELD = "at_time"
_EVENING = r"بعد ?از ?ظهر|عصر|غروب|pm|p\.m\.|ب\.?ظ"
_NIGHT = r"نیمه ?شب|شب|بامداد"
_MORNING = r"am|a\.m\.|ق\.?ظ|قبل ?از ?ظهر"
_PART = rf"{_EVENING}|{_NIGHT}|{_MORNING}|صبح|ظهر"
_SAID = re.compile(
    rf"(?:(?P<before>{_PART})\s*)?(?:ساعت\s*)?(?P<hour>\d{{1,2}})"
    r"(?:\s*[:٫.]\s*(?P<minute>\d{2})(?::\d{2}(?:\.\d+)?)?|\s*و\s*(?:(?P<half>نیم|ربع)|(?P<past>\d{1,2})\s*دقیقه))?"
    rf"\s*(?P<behind>{_PART})?",
    re.IGNORECASE,
)
_HALVES = {None: 0, "نیم": 30, "ربع": 15}
_NOON = 12
_DAWN, _AFTER_LUNCH = 4, 3
"""The last hours that are of the night after midnight, and of noon."""


def read_hour(cell: Cell) -> time:
    """Raises BadValue."""
    if isinstance(cell, datetime):
        return cell.time().replace(tzinfo=None)
    if isinstance(cell, float) and 0 <= cell < 1:
        hour, rest = divmod(round(cell * 1440) % 1440, 60)
        return time(hour, rest)
    found = _SAID.fullmatch(to_latin(persian_letters(read_text(cell))).replace("\u200c", " ").strip())
    if found is None:
        raise BadValue(_("This is not a time of day."))
    hour = _on_the_clock(int(found["hour"]), (found["behind"] or found["before"] or "").lower())
    minute = int(found["minute"] or found["past"] or _HALVES[found["half"]])
    if hour > 23 or minute > 59:
        raise BadValue(_("This is not a time of day."))
    return time(hour, minute)


def _on_the_clock(hour: int, part: str) -> int:
    """Of 24 hours: «۱ شب» is after midnight, «۹ شب» before it; «۱ ظهر» comes after «۱۲ ظهر»."""
    if hour > _NOON or not part:
        return hour
    if part == "ظهر":
        return hour + _NOON if hour <= _AFTER_LUNCH else hour
    if re.fullmatch(_EVENING, part):
        return hour % _NOON + _NOON
    if part == "صبح":
        return hour
    small = hour % _NOON
    late = part == "شب" and small > _DAWN
    return small + _NOON if late else small


def put(values: dict[str, Any]) -> None:
    """The hour goes to the day on which it was called, or will be; a day that says its own hour keeps it."""
    at = values.pop(FIELD, None)
    name = next((name for name in ("done_at", "due_at") if values.get(name)), "")
    day = values.get(name)
    if at is not None and isinstance(day, date) and not isinstance(day, datetime):
        values[name] = datetime.combine(day, at)
