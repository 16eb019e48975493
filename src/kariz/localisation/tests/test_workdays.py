import subprocess
import sys
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kariz.localisation import workdays

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
