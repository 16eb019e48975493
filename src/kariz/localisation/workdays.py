"""Working days: the company's working week, in Iran without the public holidays."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, timedelta
from functools import lru_cache

from kariz.localisation.iranian_holidays import of_year

# Python's weekday(): Monday is 0. Saturday to Wednesday.
IRANIAN_WEEK = (5, 6, 0, 1, 2)


_holidays = lru_cache(maxsize=256)(of_year)


def holiday_name(day: date, language: str = "fa") -> str:
    """The public holiday of a day in Persian ("fa") or English; empty on other days."""
    return _holidays(day.year, "fa" if language.startswith("fa") else "en").get(day, "")


def keeps_holidays(zone: str) -> bool:
    """Whether a company in this time zone rests on Iran's public holidays; those of other countries are not known."""
    return zone == "Asia/Tehran"


def is_holiday(day: date) -> bool:
    """Whether the day is a public holiday in Iran."""
    return day in _holidays(day.year, "fa")


def is_working_day(day: date, working_days: Collection[int] = IRANIAN_WEEK, *, holidays: bool = True) -> bool:
    """Whether people work: a weekday of the working week (Python's numbers, Monday 0) that is no public holiday;
    without `holidays` those are not asked."""
    return day.weekday() in working_days and not (holidays and is_holiday(day))


def next_working_day(
    day: date, working_days: Collection[int] = IRANIAN_WEEK, *, include_today: bool = False
) -> date:
    """The first working day after a day (or the day itself, with `include_today`)."""
    start = day if include_today else day + timedelta(days=1)
    return next(_working_days_from(start, 1, working_days))


def add_working_days(
    day: date, count: int, working_days: Collection[int] = IRANIAN_WEEK, *, holidays: bool = True
) -> date:
    """The day that lies `count` working days after (before, if negative) a day; 0 gives the day itself.

    Raises ValueError when the working week is empty.
    """
    if count == 0:
        return day
    step = 1 if count > 0 else -1
    walk = _working_days_from(day + timedelta(days=step), step, working_days, holidays=holidays)
    found = day
    for _number in range(abs(count)):
        found = next(walk)
    return found


def working_days_between(first: date, last: date, working_days: Collection[int] = IRANIAN_WEEK) -> int:
    """How many working days lie after `first`, up to and with `last`; negative when `last` is earlier."""
    if last < first:
        return -working_days_between(last, first, working_days)
    days = (first + timedelta(days=shift) for shift in range(1, (last - first).days + 1))
    return sum(is_working_day(day, working_days) for day in days)


def _working_days_from(
    day: date, step: int, working_days: Collection[int], *, holidays: bool = True
) -> Iterator[date]:
    if not set(working_days) & set(range(7)):
        raise ValueError("a working week needs at least one day")
    while True:
        if is_working_day(day, working_days, holidays=holidays):
            yield day
        day += timedelta(days=step)
