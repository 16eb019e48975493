import subprocess
import sys
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kariz.localisation import workdays
from kariz.localisation.iranian_holidays import of_year, table

days = st.dates(date(2015, 1, 1), date(2035, 1, 1))
weeks = st.sets(st.integers(0, 6), min_size=1)


def test_saturday_to_wednesday_work_and_nowruz_rests():
    assert workdays.is_working_day(date(2026, 11, 23))
    assert not workdays.is_working_day(date(2026, 11, 26))
    assert not workdays.is_working_day(date(2026, 3, 22))
    assert "نوروز" in workdays.holiday_name(date(2026, 3, 21))
    assert "Nowruz" in workdays.holiday_name(date(2026, 3, 21), "en")
    assert workdays.holiday_name(date(2026, 11, 23)) == ""


def test_three_working_days_after_tuesday_skip_the_weekend():
    assert workdays.add_working_days(date(2026, 11, 24), 3) == date(2026, 11, 29)
    assert workdays.next_working_day(date(2026, 11, 25)) == date(2026, 11, 28)
    assert workdays.next_working_day(date(2026, 11, 25), include_today=True) == date(2026, 11, 25)


@given(days, st.integers(-40, 40), weeks)
def test_adding_working_days_agrees_with_counting_them(day, count, week):
    landed = workdays.add_working_days(day, count, week)
    if count:
        assert workdays.is_working_day(landed, week)
        assert (landed > day) == (count > 0)
    if count > 0:
        assert workdays.working_days_between(day, landed, week) == count


def test_an_empty_week_is_refused():
    with pytest.raises(ValueError, match="working week"):
        workdays.add_working_days(date(2026, 11, 23), 1, [])


def test_the_holidays_are_not_loaded_at_start_up():
    code = "import sys, kariz.localisation.workdays; assert 'holidays' not in sys.modules"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_process_that_asks_for_holidays_does_not_load_the_library_of_all_countries():
    asked = (
        "import sys; from datetime import date; from kariz.localisation.workdays import holiday_name as name;"
        "print(bool(name(date(2026, 3, 21))), 'holidays' in sys.modules)"
    )
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, check=True, text=True)
    assert told.stdout.split() == ["True", "False"]
    assert told.stderr == ""


@pytest.mark.parametrize("year", [1979, 2023, 2024, 2027, 2028])
def test_the_holidays_of_a_year_are_those_of_the_library(year):
    known = table(year, year)
    for language in ("fa", "en"):
        assert {day.isoformat(): name for day, name in of_year(year, language).items()} == known[language]


def test_where_no_process_can_be_started_the_library_is_asked_here(monkeypatch):
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    assert of_year(2035, "en")[date(2035, 3, 21)]
