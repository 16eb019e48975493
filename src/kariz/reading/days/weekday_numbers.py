"""The day of "Tues 8th", «سه‌شنبه ۸ام»: the 8th of this month, or of the next, that is a Tuesday."""

from __future__ import annotations

import re
from datetime import date

from kariz.localisation.calendar import Calendar, CalendarError, join, split
from kariz.localisation.digits import to_latin
from kariz.reading.days.said_patterns import WEEKDAY, WEEKDAYS, plain

PATTERN = re.compile(
    rf"(?<![\w'])(?P<day>{WEEKDAY})\.?,? (?:the )?(?P<number>\d{{1,2}}) ?(?:st|nd|rd|th|ام|م)(?!\w)",
    re.IGNORECASE,
)


def day_of(found: re.Match[str], since: date) -> date | None:
    """None where the number and the weekday agree in neither month."""
    calendar: Calendar = "gregorian" if found["day"].isascii() else "jalali"
    said, weekday = int(found["number"]), WEEKDAYS[found["day"].lower().replace(" ", "")]
    this = split(since, calendar)
    after = (this.year, this.month + 1) if this.month < 12 else (this.year + 1, 1)
    for year, month in ((this.year, this.month), after):
        try:
            day = join(year, month, said, calendar)
        except CalendarError:
            continue
        if day.weekday() == weekday:
            return day
    return None


def is_alone(cell: object) -> bool:
    return isinstance(cell, str) and PATTERN.fullmatch(plain(to_latin(cell)).strip()) is not None
