"""“Tues 8th” is the 8th of this month, or of the next, that is a Tuesday; never just next Tuesday."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from kariz.pipeline.models import Activity
from kariz.reading.cells.values import BadValue
from kariz.reading.days import weekday_numbers
from kariz.reading.days.said_days import Reader

TODAY = date(2026, 11, 30)
TEHRAN = ZoneInfo("Asia/Tehran")


def reads(text):
    raise BadValue(text)


def day_in(text, today=TODAY, calendar="gregorian"):
    found = Reader(reads, today, calendar).day_of(text)
    return found.day if found else None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Tues 8th", date(2026, 12, 8)),
        ("ring Una Tues 8th", date(2026, 12, 8)),
        ("Fri 4th", date(2026, 12, 4)),
        ("Thurs the 31st", date(2026, 12, 31)),
        ("Monday 30th", date(2026, 11, 30)),
        ("Tues 9th", None),
        ("site visit Tue 8 Dec", date(2026, 12, 8)),
        ("chase Tue", date(2026, 12, 1)),
        ("سه‌شنبه ۱۷ام", date(2026, 12, 8)),
        ("جمعه ۲۰م", date(2026, 12, 11)),
    ],
)
def test_the_number_and_the_weekday_agree(text, day):
    assert day_in(text) == day


def test_at_the_end_of_the_year_the_next_month_is_of_the_next_one():
    assert day_in("Fri 8th", date(2026, 12, 20)) == date(2027, 1, 8)


def test_niamhs_column_of_such_days_is_that_of_the_next_step(bring, admin, pipeline):
    wanted = timezone.localdate(timezone=TEHRAN) + timedelta(days=9)
    said = f"{wanted:%a} {wanted.day}th"
    head = "Company,Deal,Amount,Status,Next step,When"
    text = f"{head}\nOtley,Pump,1200,Open,Ring Una,{said}\nAcme,Mill,30,Open,Visit,{said}\n"
    one = bring(text, admin, calendar="gregorian")
    assert one.mapping["When"] == "next_step_on"
    due = {
        timezone.localdate(step.due_at, TEHRAN)
        for step in Activity.objects.filter(name__in=["Ring Una", "Visit"])
    }
    assert due == {wanted}
    assert all(said in row.told[0] for row in one.rows.all())


def test_only_such_a_day_stands_alone():
    assert weekday_numbers.is_alone("Tues 8th") and not weekday_numbers.is_alone("Tues 8")
