"""Days as cells say them: one reading for the fields of Kariz and those of the company's own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext_lazy as _

from kariz.localisation import home
from kariz.localisation.calendar import Calendar, split
from kariz.localisation.date_reading import relative
from kariz.localisation.dates import DateError, parse_import_date
from kariz.localisation.digits import to_latin
from kariz.localisation.text import fold
from kariz.reading.cells.cells import Cell
from kariz.reading.cells.values import BadValue, read_text
from kariz.reading.days import spans

EXAMPLES: dict[Calendar, Any] = {
    "jalali": _("Write a date like 1405/09/02, 2 Azar 1405 or 2026-11-23."),
    "gregorian": _("Write a date like 2026-11-23 or 23 Nov 2026."),
}
YEAR, DAY, EITHER = "year", "day", "either"
_YEAR_FIRST = re.compile(r"\s*(?:(?:1[34]|19|20)\d\d[/.\-]\d{1,2}[/.\-]\d{1,2}(?!\d)|(?:1[34]|20)\d{6}\s*$)")
_YEAR_LAST = re.compile(r"\s*\d{1,2}[/.\-]\d{1,2}[/.\-](?:1[34]|19|20)\d\d(?!\d)")
_SHORT = re.compile(r"\s*(\d{2})[/.\-](\d{1,2})[/.\-](\d{2})(?![\d/.\-])")
_HOUR = re.compile(r"[ ,،]+(?:ساعت |at )?\d{1,2}(?::\d\d)?\D*$")


class FirstOfMonth(date):
    """The first day of a month of which a cell names no day."""

    def plain(self) -> date:
        return date(self.year, self.month, self.day)


class Instant(date):
    """The day of a moment that is known to the second."""

    at: datetime


def read_instant(cell: Cell, zone: tzinfo) -> Instant:
    """A moment as programs write it, with its zone, as the day that it is in this one. Raises BadValue."""
    try:
        at = datetime.fromisoformat(read_text(cell).strip())
    except ValueError:
        raise BadValue(_("This is not a date.")) from None
    at = at if at.tzinfo else at.replace(tzinfo=zone)
    day = at.astimezone(zone)
    found = Instant(day.year, day.month, day.day)
    found.at = at
    return found


class OfSpan(FirstOfMonth):
    """A day that stands for a quarter, a week, or the middle or end of a month."""


class CountsFromToday(BadValue):
    """A word like "tomorrow": in a file nobody knows from which day it counts."""


class TwoWays(BadValue):
    """A day that could be read two ways."""


def habit_of(cells: Iterable[Cell], today: date | None = None) -> str:
    """Where the dates of a column have their year, as those say it that have all four digits, and with `today` the short
    Jalali ones that can be read one way only: "year" first, "day" first; "" where they do not agree, or say nothing. Where
    several short ones agree they are written in a way of their own, whatever the long ones are like."""
    long: Counter[str] = Counter()
    short: Counter[str] = Counter()
    for cell in cells:
        text = to_latin(read_text(cell)) if isinstance(cell, str | int) else ""
        long[YEAR] += bool(_YEAR_FIRST.match(text))
        long[DAY] += bool(_YEAR_LAST.match(text))
        short[order_of(cell, today) if today else ""] += 1
    both = _first_of(long + short)
    return both or (_first_of(short) if short[YEAR] + short[DAY] >= SEVERAL else "")


def _first_of(found: Mapping[str, int]) -> str:
    return "" if bool(found[YEAR]) == bool(found[DAY]) else YEAR if found[YEAR] else DAY


SEVERAL = 2


def is_short(cell: Cell) -> bool:
    """«05/04/03»: a day whose year has two digits, or a day with its year last."""
    return isinstance(cell, str) and _SHORT.match(to_latin(cell)) is not None


def order_of(cell: Cell, today: date) -> str:
    """What a short Jalali day has first, as far as it says so by itself: "year", "day", or "either" where it could be read
    both ways; "" of other cells, and of those that mean the same both ways."""
    if not isinstance(cell, str) or not (found := _SHORT.match(to_latin(cell))):
        return ""
    try:
        day = _date(cell, today, "jalali", "", "")
    except TwoWays:
        return EITHER
    except BadValue:
        return ""
    year = split(day, "jalali").year % 100
    return "" if found[1] == found[3] else YEAR if year == int(found[1]) else DAY


def guessed_year(cell: Cell, habit: str, today: date, calendar: Calendar) -> int:
    """The year that a day which could be read two ways has by the habit of its column; 0 of others."""
    if calendar != "jalali" or not habit or not isinstance(cell, str) or order_of(cell, today) != EITHER:
        return 0
    whole = str(_whole_year(cell, habit, today, calendar))
    return int(whole.partition("/")[0]) if whole != cell else 0


def read_date(cell: Cell, *, today: date, calendar: Calendar, order: str = "", habit: str = "") -> date:
    """A day of either calendar. Where day and month could change places, `order` ("day" or "month") says which comes
    first, and where a short year could be a day, the `habit` of its column; never guessed without them."""
    if isinstance(cell, bool):
        raise BadValue(_("This is not a date."))
    return _date(cell, today, calendar, order, habit, home.date_order() == home.YEAR)


TURNED = re.compile(r"(?<![\d/.\-])(\d{1,2})[/.\-](\d{1,2})[/.\-]((?:19|20)\d\d|\d\d)(?![\d/.\-])")
"""Two small numbers before a Gregorian year."""


def in_order(cell: Cell, order: str, calendar: Calendar) -> Cell:
    """A date that could be read two ways, with its year first, in the order that the file is said to have."""
    if not order or not isinstance(cell, str) or not (found := TURNED.search(to_latin(cell))):
        return cell
    first, second, year = int(found[1]), int(found[2]), found[3]
    if not (1 <= first <= 12 and 1 <= second <= 12) or (len(year) == 2 and calendar != "gregorian"):
        return cell
    day, month = (first, second) if order == "day" else (second, first)
    return f"{year if len(year) == 4 else f'20{year}'}-{month:02d}-{day:02d}"


BEHIND, AHEAD = 15, 3
"""Years from today in which the days of a list lie: no call was made, and no deal is expected, ten years on."""


def _whole_year(cell: Cell, habit: str, today: date, calendar: Calendar, year_first: bool = True) -> Cell:
    """A date with a short year as its column writes the others: «۰۲/۰۶/۰۳» among «۱۴۰۲/۰۵/۳۰»; but of two readings the
    one that lies in these years, where the other does not. A Gregorian one has its year first only where it does so in the
    country (`year_first`), or can mean nothing else."""
    if not isinstance(cell, str) or not (found := _SHORT.match(text := to_latin(cell))):
        return cell
    if calendar != "jalali" and habit != YEAR:
        return cell
    this = split(today, calendar).year
    readings = {YEAR: (found[1], found[2], found[3]), DAY: (found[3], found[2], found[1])}
    years = {name: this + (int(short) - this + 50) % 100 - 50 for name, (short, _m, _d) in readings.items()}
    near = [
        name
        for name, (_y, month, day) in readings.items()
        if this - BEHIND <= years[name] <= this + AHEAD and 1 <= int(month) <= 12 and 1 <= int(day) <= 31
    ]
    if calendar == "jalali" and len(near) == 1:
        habit = near[0]
    if calendar != "jalali" and not (year_first and YEAR in near) and _year_last(found, years[DAY], this):
        return cell
    if not habit:
        return cell
    _short, month, day = readings[habit]
    return f"{years[habit]}/{month}/{day}{text[found.end() :]}"


def _year_last(found: re.Match[str], year: int, this: int) -> bool:
    """May three short numbers be a day and a month in either order, and a year of these?"""
    first, middle = int(found[1]), int(found[2])
    return (
        this - BEHIND <= year <= this + AHEAD and 1 <= min(first, middle) <= 12 and max(first, middle) <= 31
    )


def read_moment(cell: Cell, *, today: date, calendar: Calendar, order: str = "", habit: str = "") -> date:
    """A day, or a day with its time (a datetime; aware where the text names a zone). A spreadsheet keeps every day with
    an hour: at midnight to the second it says none."""
    read = _read_moment(cell, today=today, calendar=calendar, order=order, habit=habit)
    if isinstance(read, datetime) and read.tzinfo is None and read.time() == time():
        return read.date()
    return read


def _read_moment(cell: Cell, *, today: date, calendar: Calendar, order: str = "", habit: str = "") -> date:
    if isinstance(cell, datetime):
        return cell
    if isinstance(cell, float) and 60 < cell < 80_000:
        return datetime(1899, 12, 30) + timedelta(seconds=round(cell * 86_400))  # noqa: DTZ001
    text = to_latin(read_text(cell)).strip()
    if re.match(r"(?:1[7-9]|2\d)\d\d-\d\d-\d\d[T ]\d", text):
        try:
            return datetime.fromisoformat(re.sub(r"T?\s*(?=[+-]\d\d:?\d\d$)", "", text).replace(" ", "T", 1))
        except ValueError:
            pass
    day = read_date(cell, today=today, calendar=calendar, order=order, habit=habit)
    return datetime.combine(day, at) if (at := _clock(text)) else day


def _clock(text: str) -> time | None:
    found = re.search(r"(?:^|[ T,،])(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?\s*([AaPp]\.?[Mm])?", text)
    if not found:
        return None
    hour, minute, second = int(found[1]), int(found[2]), int(found[3] or 0)
    if found[4] and 1 <= hour <= 12:
        hour = hour % 12 + (12 if found[4][0] in "pP" else 0)
    return time(hour, minute, second) if hour < 24 and minute < 60 and second < 60 else None


@lru_cache(maxsize=8192)
def _date(
    cell: Cell, today: date, calendar: Calendar, order: str, habit: str, year_first: bool = True
) -> date:
    value = in_order(_whole_year(cell, habit, today, calendar, year_first), order, calendar)
    if isinstance(cell, str) and (day := _of_span(cell, today, calendar, order, habit, year_first)):
        return day
    if isinstance(cell, str) and re.fullmatch(r"\d{5}(?:\.\d+)?", latin := to_latin(cell)):
        value = float(latin)
    try:
        return parse_import_date(value, today=today, calendar=calendar)
    except DateError as error:
        if isinstance(cell, str) and (first := first_of_month(cell, today, calendar)):
            return first
        if isinstance(cell, str) and _counts_from_today(cell, today, calendar):
            text = _("In a file nobody knows from which day this counts. Write the day itself.")
            raise CountsFromToday(text) from None
        if error.code == "unknown":
            # Without the words that count from today, which forms read and files do not.
            raise BadValue(EXAMPLES[calendar]) from None
        raise (TwoWays if error.code == "ambiguous" else BadValue)(error.message) from None


def _of_span(
    cell: str, today: date, calendar: Calendar, order: str, habit: str, year_first: bool
) -> FirstOfMonth | None:
    """Of "Q1 2024", "end of May 2026", "Nov '26", "w/c 3/11/26"."""
    if cell[:1].isdecimal() and "q" not in (folded := cell.lower()) and "h" not in folded:
        return None
    if rest := spans.week_of(cell):
        day = _date(rest, today, calendar, order, habit, year_first)
        return OfSpan(day.year, day.month, day.day)
    if (said := spans.said(cell, today.year)) is None or not said.year:
        return None
    if said.unsure:
        if said.hyphen and calendar == "gregorian":
            raise TwoWays(
                _("This may be a month of a year or a day of a month. Write the year with four digits.")
            )
        return None
    taken = said.on(said.year)
    kind = FirstOfMonth if said.is_month else OfSpan
    return kind(taken.year, taken.month, taken.day) if taken else None


_MONTH = re.compile(
    r"([^\W\d]+)(?: ?ماه)?[ ,/-]+((?:1[34]|19|20)\d\d)|((?:1[34]|19|20)\d\d)[ /.-]+(\d{1,2}|[^\W\d]+)"
)


def first_of_month(text: str, today: date, calendar: Calendar) -> FirstOfMonth | None:
    """Of «مرداد ۱۴۰۴» or «۱۴۰۴/۰۵»."""
    if not (found := _MONTH.fullmatch(fold(text.replace("\u200c", " ")))):
        return None
    year, month = (found[2], found[1]) if found[2] else (found[3], found[4])
    said = f"{year}/{month}/1" if month.isdecimal() else f"1 {month} {year}"
    try:
        day = parse_import_date(said, today=today, calendar=calendar)
    except DateError:
        return None
    return FirstOfMonth(day.year, day.month, day.day)


def _counts_from_today(text: str, today: date, calendar: Calendar) -> bool:
    folded = fold(text)
    try:
        return any(relative(said, today, calendar) for said in (folded, _HOUR.sub("", folded)) if said)
    except (DateError, ValueError, OverflowError):
        return False
