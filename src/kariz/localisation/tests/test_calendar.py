from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kariz.localisation import calendar
from kariz.localisation.tests import nowruz

days = st.dates(calendar.FIRST_DAY, calendar.LAST_DAY)
middle_days = st.dates(date(1900, 1, 1), date(2050, 1, 1))
calendars = st.sampled_from(["jalali", "gregorian"])


def test_every_day_from_1206_to_1498_round_trips_and_follows_the_day_before():
    day, before = calendar.FIRST_DAY, None
    while day <= calendar.LAST_DAY:
        jalali = calendar.to_jalali(day)
        assert calendar.from_jalali(*jalali) == day
        if before:
            assert jalali == _following(before)
        before = jalali
        day += timedelta(days=1)
    assert before == (1498, 12, calendar.month_length(1498, 12))


def _following(day: calendar.Day) -> tuple[int, int, int]:
    if day.day < calendar.month_length(day.year, day.month):
        return (day.year, day.month, day.day + 1)
    return (day.year, day.month + 1, 1) if day.month < 12 else (day.year + 1, 1, 1)


@pytest.mark.parametrize("year", [1399, 1403, 1408])
def test_the_last_day_of_a_leap_year_exists(year):
    assert calendar.is_leap(year)
    assert calendar.to_jalali(calendar.from_jalali(year, 12, 30)) == (year, 12, 30)


@pytest.mark.parametrize(
    "numbers", [(1404, 12, 30), (1405, 7, 31), (1405, 13, 1), (1405, 0, 1), (1205, 1, 1), (1499, 1, 1)]
)
def test_a_day_that_does_not_exist_is_refused(numbers):
    with pytest.raises(calendar.CalendarError):
        calendar.from_jalali(*numbers)


def test_dates_outside_the_known_years_are_refused():
    for day in (date(1827, 3, 21), date(2120, 3, 21)):
        with pytest.raises(calendar.CalendarError):
            calendar.to_jalali(day)


@given(middle_days, calendars)
def test_month_quarter_and_year_hold_their_day_and_nest(day, kind):
    month, quarter, year = (
        of(day, kind) for of in (calendar.month_of, calendar.quarter_of, calendar.year_of)
    )
    assert day in month
    assert year.first <= quarter.first <= month.first <= month.last <= quarter.last <= year.last
    assert calendar.split(month.first, kind).day == 1
    assert calendar.split(month.end, kind).day == 1


@given(middle_days, st.integers(-240, 240), calendars)
def test_adding_months_lands_in_that_month_on_the_same_or_last_day(day, months, kind):
    start, landed = calendar.split(day, kind), calendar.split(calendar.add_months(day, months, kind), kind)
    assert landed.year * 12 + landed.month == start.year * 12 + start.month + months
    assert landed.day == min(start.day, calendar.month_length(landed.year, landed.month, kind))


def test_the_last_month_and_the_names():
    assert calendar.year_span(1498).last == calendar.LAST_DAY
    assert calendar.month_name(9) == "آذر"
    assert calendar.month_name(9, "en") == "Azar"
    assert calendar.weekday_name(date(2026, 11, 23)) == "دوشنبه"
    with pytest.raises(calendar.CalendarError):
        calendar.add_months(date(2026, 11, 23), 10**6)


def test_the_table_the_browser_is_tested_with_is_ours():
    assert nowruz.TABLE.read_text() == nowruz.table()
