"""The day on which a list says that it was written; its "tomorrow" counts from there."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from kariz.localisation.calendar import Calendar
from kariz.localisation.digits import to_latin
from kariz.reading.days.said_days import Reader
from kariz.reading.days.said_patterns import NAMED_YEAR, plain
from kariz.reading.days.years import LATE

_WRITTEN = re.compile(
    r"(?:\b(?:updated?|revised|as (?:of|at)|correct at|status (?:on|at))|به ?روز ?رسانی|به ?روز ?شده|بروز|تا تاریخ|مورخ)"
    r"(?P<rest>\D{0,25}\d.{0,20})",
    re.IGNORECASE | re.DOTALL,
)


def written_on(
    title: str, read: Callable[[str], date], today: date, calendar: Calendar, order: str
) -> date | None:
    """The day on which the lines above a table say that it was written: "updated HM 27/11". One that is long past says
    nothing of the rows that came since."""
    if not (found := _WRITTEN.search(plain(to_latin(title)))):
        return None
    dated = Reader(read, today, calendar, order).day_of(re.split(r" {2}|[,;|\n]", found["rest"].strip())[0])
    if dated is None or (dated.counted and not NAMED_YEAR.search(dated.said)):
        return None
    day = date(dated.day.year, dated.day.month, dated.day.day)
    return day if today - timedelta(days=LATE) <= day <= today else None
