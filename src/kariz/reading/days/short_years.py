"""Jalali days whose year is written with one digit («۵/۸/۲۳» of 1405), as the days around them in the list mean them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from statistics import median_low

from kariz.localisation.calendar import CalendarError, join, split
from kariz.localisation.digits import to_latin
from kariz.reading.cells.cells import Cell

NEAR = 4
"""Years from the other days of the list; at five two years would end with the same digit."""
YEAR, DAY, OTHER = "year", "day", "other"
_SHORT = re.compile(r"\s*([1-9])([/.\-])(\d{1,2})\2(\d{1,2})\s*")
_YEAR_FIRST = re.compile(r"\s*1[34]\d\d[/.\-]\d{1,2}[/.\-]\d{1,2}(?!\d)")
_YEAR_LAST = re.compile(r"\s*\d{1,2}[/.\-]\d{1,2}[/.\-]1[34]\d\d(?!\d)")
_TITLE = re.compile(r"(?<!\d)1[34]\d\d(?!\d)")
_GREGORIAN_TITLE = re.compile(r"(?<![\d/.-])20[0-4]\d(?!\d|[/.-]\d)")
_OTHER = re.compile(r"(?<!\d)(?:19|20)\d\d[/.\-]|[/.\-](?:19|20)\d\d(?!\d)")


def said(cell: Cell) -> tuple[int, int, int] | None:
    """The three numbers of such a cell."""
    if not isinstance(cell, str) or len(cell) > 20 or not (found := _SHORT.fullmatch(to_latin(cell))):
        return None
    return int(found[1]), int(found[3]), int(found[4])


def year_of_title(*names: str) -> int:
    """The one Jalali year that the names say; else 0."""
    found = {int(year) for name in names for year in _TITLE.findall(to_latin(name))}
    return found.pop() if len(found) == 1 else 0


def gregorian_year_of(*names: str) -> int:
    """The one Gregorian year that the names say; else 0."""
    found = {int(year) for name in names for year in _GREGORIAN_TITLE.findall(to_latin(name))}
    return found.pop() if len(found) == 1 else 0


@dataclass(slots=True)
class Evidence:
    """What the days with a whole year say: `forms` {column: Counter of where they have it}, `middles` {column: the
    middle one}, `title` the year in the name of the sheet or file, where no such days stand in the list."""

    title: int = 0
    forms: dict[int, Counter[str]] = field(default_factory=dict)
    middles: dict[int, date] = field(default_factory=dict)

    def see(self, place: int, cell: Cell) -> None:
        text = to_latin(cell) if isinstance(cell, str) else ""
        forms = self.forms.setdefault(place, Counter())
        forms[YEAR] += bool(_YEAR_FIRST.match(text))
        forms[DAY] += bool(_YEAR_LAST.match(text))
        forms[OTHER] += bool(_OTHER.search(text))

    def know(self, days: Mapping[int, Sequence[tuple[int, date]]]) -> None:
        self.middles = {place: median_low(day for _row, day in held) for place, held in days.items() if held}

    def middle(self, place: int) -> date | None:
        """Of the column, else of the list, else of the year that its title says."""
        if self.middles:
            return self.middles.get(place) or median_low(self.middles.values())
        return join(self.title, 7, 1, "jalali") if self.title else None

    def habit(self, place: int) -> str:
        """Where the column has its years, else the list; "" where that is not told, "other" where
        Gregorian days stand among them."""
        own = self.forms.get(place, Counter())
        every = own if own[YEAR] + own[DAY] + own[OTHER] else sum(self.forms.values(), Counter[str]())
        if every[OTHER]:
            return OTHER
        if bool(every[YEAR]) == bool(every[DAY]):
            return ""
        return YEAR if every[YEAR] else DAY


def day_of_short(cell: Cell, near: date, habit: str, latest: date | None) -> date | None:
    """The one day within a few years of `near` that the cell can mean; None where it means none, or one of two. What
    must lie in the past lies before `latest`."""
    numbers = said(cell)
    if numbers is None or habit in (DAY, OTHER):
        return None
    first, month, last = numbers
    taken = _on(first, 10, month, last, near, latest)
    if habit == YEAR:
        return taken
    other = _on(last, 100 if last > 9 else 10, month, first, near, latest)
    return taken if other in (None, taken) else None


def _on(short: int, base: int, month: int, day: int, near: date, latest: date | None) -> date | None:
    this = split(near, "jalali").year
    year = this + (short - this + base // 2) % base - base // 2
    if abs(year - this) > NEAR:
        return None
    try:
        found = join(year, month, day, "jalali")
    except CalendarError:
        return None
    return found if latest is None or found <= latest else None
