"""The Jalali (Solar Hijri) calendar beside the Gregorian one: conversion, names, spans, month arithmetic.

Leap years come from `persiantools`. Between MIN_YEAR and MAX_YEAR the arithmetic rule equals the official
(astronomical) calendar; outside it nobody can promise that, so such years are refused.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from typing import Literal, NamedTuple

from persiantools.jdatetime import JalaliDate

Calendar = Literal["jalali", "gregorian"]

MIN_YEAR, MAX_YEAR = 1206, 1498
FIRST_DAY = date(1827, 3, 22)
LAST_DAY = date(2120, 3, 20)

MONTHS: dict[tuple[Calendar, str], tuple[str, ...]] = {
    ("jalali", "fa"): (
        "فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور", "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند",
    ),
    ("jalali", "en"): (
        "Farvardin", "Ordibehesht", "Khordad", "Tir", "Mordad", "Shahrivar",
        "Mehr", "Aban", "Azar", "Dey", "Bahman", "Esfand",
    ),
    ("gregorian", "fa"): (
        "ژانویه", "فوریه", "مارس", "آوریل", "مه", "ژوئن", "ژوئیه", "اوت", "سپتامبر", "اکتبر", "نوامبر", "دسامبر",
    ),
    ("gregorian", "en"): (
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
}  # fmt: skip

# By Python's weekday(): Monday is 0.
WEEKDAYS = {
    "fa": ("دوشنبه", "سه‌شنبه", "چهارشنبه", "پنجشنبه", "جمعه", "شنبه", "یکشنبه"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}


class CalendarError(ValueError):
    """The day does not exist, or lies outside the years this calendar is known for."""


class Day(NamedTuple):
    """A day by its numbers in one calendar."""

    year: int
    month: int
    day: int


class Span(NamedTuple):
    """A run of whole days, both ends included, as Gregorian dates."""

    first: date
    last: date

    @property
    def end(self) -> date:
        """The day after the last: for half-open comparisons."""
        return self.last + timedelta(days=1)

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.first <= day <= self.last


@lru_cache(maxsize=8192)
def to_jalali(day: date) -> Day:
    """The Jalali year, month and day. Raises CalendarError outside MIN_YEAR..MAX_YEAR."""
    if not FIRST_DAY <= day <= LAST_DAY:
        raise CalendarError(f"{day} is outside the Jalali years {MIN_YEAR} to {MAX_YEAR}")
    jalali = JalaliDate.to_jalali(day.year, day.month, day.day)
    return Day(jalali.year, jalali.month, jalali.day)


@lru_cache(maxsize=8192)
def from_jalali(year: int, month: int, day: int) -> date:
    """The Gregorian date of a Jalali day. Raises CalendarError when the day does not exist."""
    if not MIN_YEAR <= year <= MAX_YEAR:
        raise CalendarError(f"Jalali year {year} is outside {MIN_YEAR} to {MAX_YEAR}")
    try:
        return JalaliDate(year, month, day).to_gregorian()
    except ValueError as error:
        raise CalendarError(f"there is no Jalali day {year}/{month}/{day}") from error


def is_leap(year: int) -> bool:
    """Whether Esfand of this Jalali year has 30 days."""
    return month_length(year, 12) == 30


def month_length(year: int, month: int, calendar: Calendar = "jalali") -> int:
    """Days in a month."""
    return (
        month_span(year, month, calendar).last.day if calendar == "gregorian" else _jalali_length(year, month)
    )


def _jalali_length(year: int, month: int) -> int:
    if not MIN_YEAR <= year <= MAX_YEAR or not 1 <= month <= 12:
        raise CalendarError(f"there is no Jalali month {year}/{month}")
    if month < 12:
        return 31 if month <= 6 else 30
    return JalaliDate.days_in_month(12, year)


def split(day: date, calendar: Calendar = "jalali") -> Day:
    """A date by its numbers in the calendar."""
    return to_jalali(day) if calendar == "jalali" else Day(day.year, day.month, day.day)


def join(year: int, month: int, day: int, calendar: Calendar = "jalali") -> date:
    """The date of the numbers in the calendar. Raises CalendarError when it does not exist."""
    if calendar == "jalali":
        return from_jalali(year, month, day)
    try:
        return date(year, month, day)
    except ValueError as error:
        raise CalendarError(f"there is no day {year}-{month}-{day}") from error


def month_name(month: int, language: str = "fa", calendar: Calendar = "jalali") -> str:
    """The name of month 1..12 in Persian ("fa") or English."""
    return MONTHS[calendar, _language(language)][month - 1]


def weekday_name(day: date, language: str = "fa") -> str:
    """The name of the day of the week in Persian ("fa") or English."""
    return WEEKDAYS[_language(language)][day.weekday()]


def _language(language: str) -> str:
    return "fa" if language.startswith("fa") else "en"


def month_span(year: int, month: int, calendar: Calendar = "jalali") -> Span:
    """All days of a month."""
    return _months(year, month, 1, calendar)


def quarter_span(year: int, quarter: int, calendar: Calendar = "jalali") -> Span:
    """All days of quarter 1..4."""
    if not 1 <= quarter <= 4:
        raise CalendarError(f"there is no quarter {quarter}")
    return _months(year, 3 * quarter - 2, 3, calendar)


def year_span(year: int, calendar: Calendar = "jalali") -> Span:
    """All days of a year."""
    return _months(year, 1, 12, calendar)


def month_of(day: date, calendar: Calendar = "jalali") -> Span:
    """The month a day lies in."""
    parts = split(day, calendar)
    return month_span(parts.year, parts.month, calendar)


def quarter_of(day: date, calendar: Calendar = "jalali") -> Span:
    """The quarter a day lies in."""
    parts = split(day, calendar)
    return quarter_span(parts.year, (parts.month + 2) // 3, calendar)


def year_of(day: date, calendar: Calendar = "jalali") -> Span:
    """The year a day lies in."""
    return year_span(split(day, calendar).year, calendar)


def _months(year: int, month: int, count: int, calendar: Calendar) -> Span:
    first = join(year, month, 1, calendar)
    index = month - 1 + count
    if calendar == "jalali" and year == MAX_YEAR and index == 12:
        return Span(first, LAST_DAY)
    following = join(year + index // 12, index % 12 + 1, 1, calendar)
    return Span(first, following - timedelta(days=1))


def add_months(day: date, months: int, calendar: Calendar = "jalali") -> date:
    """The same day some months later (or earlier), or that month's last day when it is shorter."""
    parts = split(day, calendar)
    index = parts.year * 12 + parts.month - 1 + months
    year, month = index // 12, index % 12 + 1
    try:
        length = month_length(year, month, calendar)
    except CalendarError as error:
        raise CalendarError(f"{months} months from {day} is out of reach") from error
    return join(year, month, min(parts.day, length), calendar)
