"""Days of which a cell says no year («۲۱ اردیبهشت», "21 April"): the year is that of the line above which divides the
list, else that of the days around it in the same column, else the nearest. Days with one digit of it, alike."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import pairwise

from django.utils.translation import get_language

from kariz.localisation import home
from kariz.localisation.calendar import Calendar, CalendarError, join, month_name, split
from kariz.localisation.date_words import MONTH_WORDS
from kariz.localisation.digits import to_latin, to_persian
from kariz.localisation.said import gettext as _
from kariz.localisation.text import fold
from kariz.reading.cells.cells import Cell, Row
from kariz.reading.columns.settling import day_of
from kariz.reading.days import bare_days, short_years, spans

MOST = 20_000
"""Rows that are gone through for their days."""
IN_ORDER = 0.8
"""Of the neighbours of a list that runs on with the time, or back."""
NEAR = 60
"""Days: people write the calls of a month in no order."""
PAST = frozenset({"created_at", "closed_at", "done_at", "noted_at", "entered_at", "consent_on"})
STEPS = frozenset({"next_step_on", "due_at"})
COMING = frozenset({"next_step_on"})
"""Days that lie ahead, or have just gone by. A close that was expected may be long overdue."""
LATE = 30
"""Days that a step without a year may be overdue; else it is of the year to come."""
READ_AS = " = "
"""Between what a file says and the day that it was read as."""
QUOTED = 60
"""Characters of a cell."""
SOON = 180
"""Days ahead for which somebody plans a step."""
_DAY_FIRST = re.compile(r"(\d{1,2})(?:st|nd|rd|th|ام|م)?[ /\-]?(?:of )?([^\W\d]+?)(?: ?ماه)?\.?")
_MONTH_FIRST = re.compile(r"([^\W\d]+?)(?: ?ماه)?\.? ?(\d{1,2})(?:st|nd|rd|th)?")
_YEAR = re.compile(r"(?<!\d)(?:1[34]|20)\d\d(?!\d)")


def without_year(cell: Cell) -> tuple[int, int, Calendar] | None:
    """(day, month, its calendar) of a cell that says nothing else."""
    if not isinstance(cell, str) or len(cell) > 40:
        return None
    text = fold(to_latin(cell)).strip()
    if found := _DAY_FIRST.fullmatch(text):
        day, name = found[1], found[2]
    elif found := _MONTH_FIRST.fullmatch(text):
        day, name = found[2], found[1]
    else:
        return None
    known = MONTH_WORDS.get(name)
    return (int(day), known[1], known[0]) if known else None


def month_and_day(cell: Cell, order: str = "") -> tuple[int, int, Calendar] | None:
    """The same of «۳/۱۶», which is the month and the day to whoever writes Jalali dates, unless the other days of the
    column (`order`), or its own numbers, say that the day comes first."""
    numbers = bare_days.alone(cell)
    return next(iter(bare_days.readings(*numbers, order)), None) if numbers else None


@dataclass(frozen=True, slots=True)
class Dated:
    day: date
    year: int
    """In the calendar of the month."""
    short: bool = False
    """Said with one digit."""
    bare: bool = False
    """Said with two numbers."""
    span: bool = False
    """Of a month, a quarter or a week."""
    counted: bool = False
    """Said by a word that counts from another day, as "Tue" does, or by a part of a month."""
    whole: bool = False
    """Said with its year: there is nothing to tell."""
    said: str = ""
    """The words that say it, where they stand among others."""
    calendar: Calendar = "jalali"
    """In which a chosen day is told."""

    @property
    def told(self) -> str:
        if self.span:
            return no_single_day(self.day)
        if self.counted:
            return _("The day of the step was read from its words.")
        if self.bare:
            return _("The date says no year; the likeliest day is taken.")
        text = (
            _("The date says its year with one digit; %(year)s is taken.")
            if self.short
            else _("The date says no year; %(year)s is taken.")
        )
        return text % {"year": str(self.year)}

    def quote(self, cell: str) -> str:
        """What the file says and, where that names no day by itself, as which it was read: “Tue = 1 December 2026”."""
        if not self.counted and not self.bare:
            return cell[:QUOTED]
        return f"{(self.said or cell)[:QUOTED]}{READ_AS}{in_words(self.day, self.calendar)}"

    def by(self, end: date, today: date) -> Dated | None:
        """The same day of the year in which it is nearest to `end`, but not after `today`; None where no year has it."""
        calendar: Calendar = "jalali" if self.year < 1900 else "gregorian"
        month, number = (said := split(self.day, calendar)).month, said.day
        years = range(split(end, calendar).year - 4, split(end, calendar).year + 2)
        days = [day for year in years if (day := on(year, month, number, calendar)) and day <= today]
        near = min(days, key=lambda day: abs((day - end).days), default=None)
        return replace(self, day=near, year=split(near, calendar).year) if near else None


def unlikely(day: date, today: date) -> tuple[bool, int]:
    """Of two readings the smaller is likelier: a step is rather soon than overdue, and rather overdue than next year."""
    ahead = (day - today).days
    return not 0 <= ahead <= SOON, abs(ahead)


def no_single_day(day: date) -> str:
    """What to tell of "Q1 2024"."""
    return _("The date names no single day; %(day)s is taken.") % {"day": in_words(day, "gregorian")}


def in_words(day: date, calendar: Calendar = "jalali") -> str:
    """«۱۲ آذر ۱۴۰۵», in the language of the reader."""
    language = get_language() or "fa"
    said = split(date(day.year, day.month, day.day), calendar)
    text = f"{said.day} {month_name(said.month, language, calendar)} {said.year}"
    return to_persian(text) if language.startswith("fa") else text


@dataclass(slots=True)
class Years:
    """`divided` are (row, year) of dividing lines, `days` {place of a column: (row, day) of those with their year}."""

    divided: list[tuple[int, int]] = field(default_factory=list)
    days: dict[int, list[tuple[int, date]]] = field(default_factory=dict)
    calendar: Calendar = "gregorian"
    """Of the file."""
    evidence: short_years.Evidence = field(default_factory=short_years.Evidence)
    """For days with one digit of their year."""
    orders: dict[int, str] = field(default_factory=dict)
    """{place of a column: what its days of two numbers begin with, where they tell}."""
    usual: dict[int, int] = field(default_factory=dict)
    """{place of a column: the year of most of its days}, in a file of Gregorian days."""
    title: int = 0
    """The year that the title of such a list says."""
    order: str = ""
    """What days of the file begin with, by its whole ones or its country."""
    kinds: dict[int, str] = field(default_factory=dict)
    """{place of a column: whether "Oct-24" is a month or a day there, where the others tell}."""

    def day(self, cell: Cell, row: int, place: int, name: str, today: date) -> Dated | None:
        """The day of a cell without a year; None for other cells, and days that no year has."""
        if self.calendar == "jalali" and short_years.said(cell):
            return self._short(cell, row, place, today if name in PAST else None)
        if self.calendar == "gregorian" and (spoken := self._spoken(cell, row, place, name, today)):
            return spoken
        # Nobody was called on a share, whatever the country writes first.
        usual = bare_days.MONTH if home.date_order() == home.MONTH else bare_days.DAY
        said = self.says(cell, place, usual if name == "done_at" else "")
        if said is None:
            return None
        bare = without_year(cell) is None
        many = bare and name in STEPS and self.calendar == "jalali"
        every = self._readings(cell, place) if many else [said]
        found = [day for one in every if (day := self._dated(one, row, place, name, today, bare))]
        return min(found, key=lambda one: unlikely(one.day, today), default=None)

    def _dated(
        self, said: tuple[int, int, Calendar], row: int, place: int, name: str, today: date, bare: bool
    ) -> Dated | None:
        day, month, calendar = said
        if (year := self._above(row, place, calendar)) is not None:
            only = on(year, month, day, calendar)
            if calendar == "gregorian" and (fits := self._fits(only, month, day, row, place)):
                only, year = fits, fits.year
            return Dated(only, year, bare=bare, calendar=calendar) if only else None
        near = self._beside(row, place)
        if near is None and name in PAST:
            only = self._of_list(place, month, day, calendar)
            if only and only <= today:
                return Dated(only, only.year, bare=bare, calendar=calendar)
        this = split(near or today, calendar).year
        days = [found for shift in (0, -1, 1) if (found := on(this + shift, month, day, calendar))]
        if name in PAST:
            days = [found for found in days if found <= today]
        if name in COMING and near is None:
            days = sorted(found for found in days if found >= today - timedelta(days=LATE))[:1]
        if self.calendar == "gregorian":
            days = self._between(days, row, place) or days
        middle = near or today
        best = min(days, key=lambda found: abs((found - middle).days), default=None)
        return Dated(best, split(best, calendar).year, bare=bare, calendar=calendar) if best else None

    def _fits(self, said: date | None, month: int, day: int, row: int, place: int) -> date | None:
        """The one day between those above and below where the year of the dividing line gives none: "carried forward from
        2025" stands above deals of that year and ends with them."""
        if said is None:
            return None
        years = (said.year - 1, said.year, said.year + 1)
        found = self._between(
            [one for year in years if (one := on(year, month, day, "gregorian"))], row, place
        )
        return found[0] if len(found) == 1 else None

    def _between(self, days: Sequence[date], row: int, place: int) -> list[date]:
        """Those that lie between the days above and below, in a list that runs on with the time."""
        above, below = self.around(row, place)
        if above is None or below is None:
            return []
        return [day for day in days if min(above, below) <= day <= max(above, below)]

    def _of_list(self, place: int, month: int, day: int, calendar: Calendar) -> date | None:
        """In the year of most days of its column, else in that of the title."""
        year = self.usual.get(place) or self.title
        return on(year, month, day, calendar) if year and calendar == "gregorian" else None

    def _spoken(self, cell: Cell, row: int, place: int, name: str, today: date) -> Dated | None:
        """The day of "September", "w/c 3 Nov", "Mon 3 Nov", and of "Oct-24" where the column says what it means."""
        if found := spans.on_weekday(cell):
            return self._on_weekday(*found, row, place, name, today)
        if rest := spans.week_of(cell):
            begun = self.day(rest, row, place, name, today)
            return replace(begun, span=True) if begun else None
        if said := spans.said(cell, today.year):
            return self._of_span(said, row, place, name, today)
        if pair := spans.day_of_month(cell, today.year):
            return self._dated((*pair, "gregorian"), row, place, name, today, False)
        return None

    def _of_span(self, said: spans.Said, row: int, place: int, name: str, today: date) -> Dated | None:
        kind = self.kinds.get(place, "") if said.unsure else ""
        if said.unsure and kind == spans.DAYS:
            return self._dated((said.year % 100, said.month, "gregorian"), row, place, name, today, False)
        if (said.year and kind != spans.MONTHS) or (not said.year and said.edge != spans.START):
            return None
        year = said.year
        if not year:
            first = self._dated((1, said.month, "gregorian"), row, place, name, today, False)
            year = first.year if first else 0
        day = said.on(year) if year else None
        return Dated(day, year, span=True) if day else None

    def _on_weekday(
        self, weekday: int, rest: str, row: int, place: int, name: str, today: date
    ) -> Dated | None:
        """The nearest such day, of those that fall on the day of the week; none where none does."""
        found = self.day(rest, row, place, name, today)
        if found is None or found.day.weekday() == weekday:
            return found
        may_be = (on(found.year + shift, found.day.month, found.day.day, "gregorian") for shift in (-1, 1))
        days = [
            day for day in may_be if day and day.weekday() == weekday and (name not in PAST or day <= today)
        ]
        return Dated(days[0], days[0].year) if days else None

    def _readings(self, cell: Cell, place: int) -> list[tuple[int, int, Calendar]]:
        numbers = bare_days.alone(cell)
        return bare_days.readings(*numbers, self.orders.get(place, "")) if numbers else []

    def says(self, cell: Cell, place: int = -1, usual: str = "") -> tuple[int, int, Calendar] | None:
        """`usual`: what days of two numbers begin with where neither the column nor the file tells."""
        order = self.orders.get(place, "")
        if self.calendar == "jalali":
            return without_year(cell) or month_and_day(cell, order)
        return without_year(cell) or bare_days.gregorian(cell, order or self.order or usual)

    def asks(self, cell: Cell) -> bool:
        """Is it a cell of which the days around it may tell something?"""
        return isinstance(cell, str) and cell != "" and day_of(cell) is None

    def before(self, row: int, place: int) -> date | None:
        """The day that stands above in a column that runs on with the time; at its head the one below."""
        return self._beside(row, place)

    def around(self, row: int, place: int) -> tuple[date | None, date | None]:
        """The days above and below it in a column that runs on with the time."""
        held = self.days.get(place, ())
        at = bisect_right(held, (row, date.min))
        return (held[at - 1][1] if at else None), (held[at][1] if at < len(held) else None)

    def _short(self, cell: Cell, row: int, place: int, latest: date | None) -> Dated | None:
        near = self._beside(row, place) or self.evidence.middle(place)
        if near is None:
            return None
        found = short_years.day_of_short(cell, near, self.evidence.habit(place), latest)
        return Dated(found, split(found, "jalali").year, short=True) if found else None

    def _above(self, row: int, place: int, calendar: Calendar) -> int | None:
        """The year of the dividing line; None where a day between it and the row is of another: "left from 1404" does
        not end where the list goes on to 1405."""
        at = bisect_right(self.divided, (row, 0)) - 1
        if at < 0:
            return None
        line, year = self.divided[at]
        held = self.days.get(place, ())
        before = bisect_right(held, (row, date.min)) - 1
        if before >= 0 and held[before][0] > line and split(held[before][1], calendar).year != year:
            return None
        return year if (year < 1900) == (calendar == "jalali") else None

    def _beside(self, row: int, place: int) -> date | None:
        """The day before it in the column, else the first."""
        held = self.days.get(place)
        if not held:
            return None
        before = bisect_right(held, (row, date.min)) - 1
        return held[max(0, before)][1]


def years_of(
    rows: Iterable[Row],
    places: Sequence[int],
    dividers: Mapping[int, str],
    calendar: Calendar = "gregorian",
    read: Callable[[int, Cell], date | None] | None = None,
    title: int = 0,
    today: date | None = None,
    order: str = "",
) -> Years:
    """`dividers` are the rows that divide the list; `read` is how days with their year are read in a column, `title` the
    year of the list in a file of Gregorian days."""
    found = Years(days={place: [] for place in places}, calendar=calendar, title=title, order=order)
    asked: dict[int, list[int]] = {place: [] for place in places}
    blank: dict[int, list[int]] = {place: [] for place in places}
    bare: dict[int, list[Cell]] = {place: [] for place in places}
    for number, cells in rows:
        if number in dividers:
            said = " ".join(str(cell) for cell in cells if isinstance(cell, str))
            if year := _YEAR.search(to_latin(said)):
                found.divided.append((number, int(year[0])))
            continue
        for place in places:
            cell = cells[place] if place < len(cells) else ""
            if cell != "" and (day := read(place, cell) if read else day_of(cell)) is not None:
                found.days[place].append((number, day))
                found.evidence.see(place, cell)
            elif cell == "":
                blank[place].append(number)
            elif found.asks(cell) or (read and isinstance(cell, str)):
                asked[place].append(number)
                bare[place].append(cell)
    found.evidence.know(found.days)
    found.orders = {place: bare_days.order_of(cells) for place, cells in bare.items()}
    if today is not None:
        _know_gregorian(found, bare, today)
    found.days = {
        place: _needed(held, asked[place], blank[place]) for place, held in found.days.items() if _runs(held)
    }
    return found


def _know_gregorian(found: Years, bare: Mapping[int, Sequence[Cell]], today: date) -> None:
    """What the years of the days and the title say of days without one, and of "Oct-24"."""
    for place, held in found.days.items():
        years = Counter(day.year for _row, day in held)
        [(year, times)] = years.most_common(1) or [(0, 0)]
        if held and times >= IN_ORDER * len(held):
            found.usual[place] = year
        if kind := spans.kind_of(bare[place], {*years, found.title}, today.year):
            found.kinds[place] = kind


def _needed(
    held: Sequence[tuple[int, date]], asked: Sequence[int], blank: Sequence[int]
) -> list[tuple[int, date]]:
    """Of days with their year those that stand before one without, or on both sides of a blank: the others tell nothing.
    The first and the last tell of rows beyond those."""
    if not held:
        return []
    behind = {bisect_right(held, (row, date.min)) for row in blank}
    before = behind | {bisect_right(held, (row, date.min)) for row in asked}
    kept = {0, len(held) - 1} | {max(0, at - 1) for at in before} | (behind - {len(held)})
    return [held[place] for place in sorted(kept)]


def _runs(held: Sequence[tuple[int, date]]) -> bool:
    steps = [(later[1] - earlier[1]).days for earlier, later in pairwise(held)]
    on, back = sum(step >= -NEAR for step in steps), sum(step <= NEAR for step in steps)
    return max(on, back) >= IN_ORDER * len(steps)


def on(year: int, month: int, day: int, calendar: Calendar) -> date | None:
    try:
        return join(year, month, day, calendar)
    except CalendarError:
        return None
