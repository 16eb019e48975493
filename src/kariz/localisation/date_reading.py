"""Reading dates as people write them. `assets/jalali.ts` reads the same; `tests/date_cases.json` holds both to it."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NoReturn

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from . import home
from .calendar import (
    FIRST_DAY,
    LAST_DAY,
    MAX_YEAR,
    MIN_YEAR,
    Calendar,
    CalendarError,
    add_months,
    join,
    split,
    year_of,
)
from .calendar import month_of as _month_of
from .date_words import DAY_WORDS, MONTH_WORDS, NUMBER_WORDS, UNIT_WORDS, WEEKDAY_WORDS
from .preferences import current
from .text import fold

MAX_LENGTH = 64
SATURDAY = 5


class DateError(ValueError):
    """A text that is no date; `message` (lazy) says what to write instead, `code` names the fault."""

    def __init__(self, message: str | Promise, code: str = "unknown") -> None:
        super().__init__(message)
        self.message = message
        self.code = code

    def __str__(self) -> str:
        return str(self.message)


EXAMPLES: dict[Calendar, Promise] = {
    "jalali": _("Write a date like 1405/09/02, 2 Azar 1405, 2026-11-23, tomorrow or in 3 days."),
    "gregorian": _("Write a date like 2026-11-23, 23 Nov 2026, tomorrow or in 3 days."),
}
_MONTH_AHEAD = _("Write a date like 11/23/2026, 23 Nov 2026, tomorrow or in 3 days.")
LIKELY_DAYS = 5 * 366
_AMBIGUOUS = _(
    "Day and month can be read two ways. Write the year first with four digits, or the month by its name."
)
_OUT_OF_REACH = _("This date is too far away.")

_SEP = r" ?[/.\-,،\s] ?"
_NUMERIC = re.compile(rf"(\d{{1,4}}){_SEP}(\d{{1,2}}){_SEP}(\d{{1,4}})")
COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_NO_YEAR = re.compile(r"(\d{1,2}) ?[/\-] ?(\d{1,2})")
_NAME = r"([^\W\d]+?)(?: ?ماه)?\.?"
_DAY_FIRST = re.compile(
    rf"(\d{{1,2}})(?:st|nd|rd|th|ام|م)?[ /\-]?(?:of )?{_NAME}(?:[ ,،/\-'’]+|$)(\d{{4}}|\d{{2}})?"
)
_GLUED = re.compile(rf"(\d{{1,2}}){_NAME}(\d{{4}})")
_MONTH_FIRST = re.compile(rf"{_NAME} ?(\d{{1,2}})(?:st|nd|rd|th)?(?:[ ,/'’]+(\d{{4}}|\d{{2}}))?")
_YEAR_FIRST = re.compile(rf"(\d{{4}})[ ,،/\-]?{_NAME}[ /\-]?(\d{{1,2}})")
_WEEKDAY_AHEAD = re.compile(r"([^\d]+?|[1-5] ?شنبه)[,،]? (?=\S*\d)(.+)")
_WEEKDAY_BEFORE_MONTH = re.compile(r"([a-z]+)\.?,? ([a-z]+\.? \d.*)")

_AFTER, _BEFORE = "بعدی|بعد|اینده|دیگر|دیگه", "پیش|قبل|گذشته"
_NUMBERS = rf"\d{{1,4}}|{'|'.join(NUMBER_WORDS)}"
_UNITS = "days?|weeks?|months?|years?"
_SIGNED = re.compile(r"([+-])(\d{1,4})([dwmy])?")
_PERSIAN_STEP = re.compile(rf"({_NUMBERS})?(روز|هفته|ماه|سال)ی?(?:({_AFTER})|({_BEFORE}))")
_ENGLISH_STEP = re.compile(rf"(in)?({_NUMBERS})({_UNITS})(?:(later|fromnow|fromtoday)|(ago))?")
_ENGLISH_NEXT = re.compile(r"(?:(next)|last)(week|month|year)")
_EDGE = re.compile(
    rf"(?:the)?(?:(اخر|پایان|انتهای|endof)|اول|startof|firstof)"
    rf"(?:the)?(?:این|this)?(next)?(ماه|سال|month|year)ی?({_AFTER})?"
)
_DAYS = "|".join(sorted(WEEKDAY_WORDS, key=len, reverse=True))
_WEEKDAY = re.compile(
    rf"(?:on)?(?:next|this|coming|این)?({_DAYS})ی?(?:هفتهی?(?:{_AFTER})|({_AFTER})|اینهفته)?|(?:last)({_DAYS})|({_DAYS})ی?(?:{_BEFORE})"
)
_OF_NEXT_WEEK = re.compile(rf"({_DAYS})ی?هفتهی?(?:{_AFTER})")


def parse_date(text: str, *, today: date, calendar: Calendar = "jalali") -> date:
    """The day a person means by a text, in Persian or English, in either calendar and any digits.

    A four-digit year decides the calendar; `calendar` decides two-digit years, «ماه بعد» and «آخر ماه». A two-digit
    year or a missing one is taken as near to `today` as possible. A weekday is the next one after today. A Gregorian
    day whose numbers could change places begins as the person reads days, else as in the company's country. Raises
    DateError.
    """
    folded = folded_date(text)
    try:
        found = relative(folded, today, calendar)
        found = found or read_numbers(folded, today, calendar, strict=False, order=order())
    except (CalendarError, OverflowError) as error:
        raise DateError(_OUT_OF_REACH, "out_of_range") from error
    return within_reach(found)


def folded_date(text: str) -> str:
    if len(text) > 10 * MAX_LENGTH or len(folded := fold(text)) > MAX_LENGTH:
        raise DateError(example(), "too_long")
    if not folded:
        raise DateError(_("Write a date."), "empty")
    return folded


def within_reach(day: date) -> date:
    if not FIRST_DAY <= day <= LAST_DAY:
        raise DateError(_OUT_OF_REACH, "out_of_range")
    return day


def order() -> str:
    """What a Gregorian day in numbers begins with to the person, else in the company's country."""
    mine = current().date_order
    return mine if mine in (home.DAY, home.MONTH) else home.date_order()


def example() -> Promise:
    """What to write, as it is written in the calendar and the order of the reader."""
    calendar = current().calendar
    if calendar == "gregorian" and order() == home.MONTH:
        return _MONTH_AHEAD
    return EXAMPLES[calendar]


def refuse_unknown() -> NoReturn:
    raise DateError(example())


# Days relative to today


def relative(folded: str, today: date, calendar: Calendar) -> date | None:
    """The day that a folded text counts from today («فردا», «شنبه بعد», "in 3 days"), or None. Raises DateError."""
    text = folded.replace(" ", "")
    if text in DAY_WORDS:
        return today + timedelta(days=DAY_WORDS[text])
    if found := _SIGNED.fullmatch(text):
        return _step(today, int(found[1] + found[2]), found[3] or "d", calendar)
    if found := _PERSIAN_STEP.fullmatch(text):
        return _step(today, _count(found[1]) * (-1 if found[4] else 1), found[2], calendar)
    if (found := _ENGLISH_STEP.fullmatch(text)) and sum(map(bool, found.group(1, 4, 5))) == 1:
        return _step(today, _count(found[2]) * (-1 if found[5] else 1), found[3], calendar)
    if found := _ENGLISH_NEXT.fullmatch(text):
        return _step(today, 1 if found[1] else -1, found[2], calendar)
    if found := _EDGE.fullmatch(text):
        return _edge(today, bool(found[1]), found[3], bool(found[2] or found[4]), calendar)
    return _weekday(text, today)


def _count(word: str | None) -> int:
    return 1 if word is None else NUMBER_WORDS.get(word) or int(word)


def _step(today: date, count: int, unit: str, calendar: Calendar) -> date:
    match UNIT_WORDS[unit]:
        case "d":
            return today + timedelta(days=count)
        case "w":
            return today + timedelta(weeks=count)
        case "m":
            return add_months(today, count, calendar)
        case _:
            return add_months(today, 12 * count, calendar)


def _edge(today: date, last: bool, unit: str, following: bool, calendar: Calendar) -> date:
    whole = _month_of if UNIT_WORDS[unit] == "m" else year_of
    span = whole(today, calendar)
    if following:
        span = whole(span.end, calendar)
    return span.last if last else span.first


def _weekday(text: str, today: date) -> date | None:
    if found := _OF_NEXT_WEEK.fullmatch(text):
        saturday = today - timedelta(days=(today.weekday() - SATURDAY) % 7) + timedelta(weeks=1)
        return saturday + timedelta(days=(WEEKDAY_WORDS[found[1]] - SATURDAY) % 7)
    found = _WEEKDAY.fullmatch(text)
    if not found:
        return None
    if earlier := found[3] or found[4]:
        return today - timedelta(days=(today.weekday() - WEEKDAY_WORDS[earlier] - 1) % 7 + 1)
    return today + timedelta(days=(WEEKDAY_WORDS[found[1]] - today.weekday() - 1) % 7 + 1)


# Days by their numbers


def read_numbers(folded: str, today: date, calendar: Calendar, *, strict: bool, order: str = "") -> date:
    """`order`: whether a Gregorian day in numbers begins with the "day" or the "month"."""
    ahead = _WEEKDAY_BEFORE_MONTH.fullmatch(folded) or _WEEKDAY_AHEAD.fullmatch(folded)
    weekday = WEEKDAY_WORDS.get(ahead[1].replace(" ", "")) if ahead else None
    if ahead and weekday is not None:
        day = read_numbers(ahead[2], today, calendar, strict=strict, order=order)
        if day.weekday() != weekday:
            raise DateError(_("This date falls on another day of the week."), "weekday_mismatch")
        return day
    if found := COMPACT.fullmatch(folded):
        return exact_day(*map(int, found.groups()))  # type: ignore[arg-type]
    if found := _NUMERIC.fullmatch(folded):
        return _numeric(found[1], found[2], found[3], today, calendar, strict, order)
    if (found := _NO_YEAR.fullmatch(folded)) and calendar == "gregorian" and order in (home.DAY, home.MONTH):
        return _nearest(*_turned(int(found[1]), int(found[2]), order), calendar, today)
    if found := _YEAR_FIRST.fullmatch(folded):
        return _named(found[3], found[2], found[1], today, strict)
    if found := _DAY_FIRST.fullmatch(folded) or _GLUED.fullmatch(folded):
        return _named(found[1], found[2], found[3], today, strict)
    if found := _MONTH_FIRST.fullmatch(folded):
        return _named(found[2], found[1], found[3], today, strict)
    return refuse_unknown()


def _numeric(
    first: str, middle: str, last: str, today: date, calendar: Calendar, strict: bool, order: str
) -> date:
    a, b, c = int(first), int(middle), int(last)
    if len(first) == 4 and len(last) <= 2:
        return exact_day(a, b, c)
    if len(last) == 4 and len(first) <= 2:
        return exact_day(c, b, a) if _kind(c) == "jalali" else _either(c, a, b, order)
    if len(first) == 2 and len(last) <= 2 and calendar == "jalali":
        year_first = _possible(_near(a, today, calendar), b, c, calendar)
        day_first = _possible(_near(c, today, calendar), b, a, calendar) if len(last) == 2 else None
        if strict and year_first and day_first and year_first != day_first:
            return _likely(year_first, day_first, today)
        return year_first or exact_day(_near(a, today, calendar), b, c)
    if len(last) == 2 and len(first) <= 2 and calendar == "gregorian":
        return _either(_near(c, today, calendar), a, b, order)
    return refuse_unknown()


def _likely(one: date, other: date, today: date) -> date:
    """Of two readings the one within five years: «۰۳/۹/۲۵» is of 1403, not of 1425. Both within: refused."""
    near = [day for day in (one, other) if abs((day - today).days) <= LIKELY_DAYS]
    if len(near) != 1:
        raise DateError(_AMBIGUOUS, "ambiguous")
    return near[0]


def _either(year: int, a: int, b: int, order: str) -> date:
    """A Gregorian day whose day and month are in either order; refused when both orders give different days, and nobody
    says which is meant."""
    if a <= 12 and b <= 12 and a != b and order not in (home.DAY, home.MONTH):
        raise DateError(_AMBIGUOUS, "ambiguous")
    return exact_day(year, *_turned(a, b, order))


def _turned(a: int, b: int, order: str) -> tuple[int, int]:
    """The month and the day of two numbers, one of which can only be the day, or in their order."""
    return (a, b) if b > 12 or (order == home.MONTH and a <= 12) else (b, a)


def _nearest(month: int, day: int, calendar: Calendar, today: date) -> date:
    this_year = split(today, calendar).year
    days = [_possible(this_year + shift, month, day, calendar) for shift in (0, 1, -1)]
    near = min((day for day in days if day), key=lambda day: abs((day - today).days), default=None)
    return near or exact_day(this_year, month, day, calendar)


def _named(day: str, name: str, year: str | None, today: date, strict: bool) -> date:
    known = MONTH_WORDS.get(name)
    if not known or (strict and not year):
        refuse_unknown()
    calendar, month = known
    if year is None:
        return _nearest(month, int(day), calendar, today)
    number = _near(int(year), today, calendar) if len(year) == 2 else int(year)
    if len(year) == 4 and _kind(number) != calendar:
        raise DateError(
            format_lazy(_("{year} is not a year of the calendar this month belongs to."), year=number),
            "no_such_day",
        )
    return exact_day(number, month, int(day), calendar)


def _kind(year: int) -> Calendar:
    if MIN_YEAR <= year <= MAX_YEAR:
        return "jalali"
    if FIRST_DAY.year <= year <= LAST_DAY.year:
        return "gregorian"
    raise DateError(
        format_lazy(_("The year {year} is neither a Jalali nor a Gregorian year of our time."), year=year),
        "out_of_range",
    )


def _near(two_digits: int, today: date, calendar: Calendar) -> int:
    this_year = split(today, calendar).year
    return this_year + (two_digits - this_year + 50) % 100 - 50


def _possible(year: int, month: int, day: int, calendar: Calendar) -> date | None:
    try:
        return join(year, month, day, calendar)
    except CalendarError:
        return None


def exact_day(year: int, month: int, day: int, calendar: Calendar | None = None) -> date:
    found = _possible(year, month, day, calendar or _kind(year))
    if not found:
        raise DateError(
            format_lazy(_("The day {year}/{month}/{day} does not exist."), year=year, month=month, day=day),
            "no_such_day",
        )
    return found
