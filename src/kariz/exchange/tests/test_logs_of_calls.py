"""A log of calls is one by what it lists, and its days without a year are of the near past."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from kariz.pipeline.models import Activity
from kariz.reading.columns.guessing import guess_kind, guess_mapping
from kariz.reading.days.years import Years

TODAY = date(2026, 11, 30)
TEHRAN = ZoneInfo("Asia/Tehran")


@pytest.mark.parametrize(
    ("cell", "day"),
    [("3/11", date(2026, 11, 3)), ("30/11", TODAY), ("1/12", date(2025, 12, 1)), ("14.2", date(2026, 2, 14))],
)
def test_a_call_was_made_on_the_last_such_day(cell, day):
    found = Years().day(cell, 5, 0, "done_at", TODAY)
    assert (found.day, found.bare) == (day, True)


def test_a_step_and_a_deal_are_not_read_so():
    assert Years().day("3/11", 5, 0, "next_step_on", TODAY) is None
    assert Years().day("3/11", 5, 0, "created_at", TODAY) is None


def test_niamhs_calls_come_in_with_the_day_told(bring, admin, pipeline):
    day = timezone.localdate(timezone=TEHRAN) - timedelta(days=20)
    said = f"{day.day}/{day.month}"
    text = f"Date,Company,Spoke to,What was said\n{said},Otley,Una Park,wants a quote\n28/2,Acme,Tom Lee,no answer\n"
    one = bring(text, admin, calendar="gregorian")
    assert (one.kind, one.created_count, one.refused_count) == ("activities", 2, 0)
    call = Activity.objects.get(company__name="Otley")
    assert (call.kind, timezone.localdate(call.done_at, TEHRAN)) == ("call", day)
    assert any(said in text for text in one.rows.get(number=2).told)


def test_saeeds_calls_do_so_too(bring, admin, pipeline):
    text = (
        "تاریخ تماس,شرکت,با کی,نتیجه تماس\n۱۲/۸,آبسان,علی کریمی,قیمت خواست\n۲۵/۸,نیکان,مریم رضایی,جواب نداد\n"
    )
    one = bring(text, admin)
    assert (one.kind, one.created_count, one.refused_count) == ("activities", 2, 0)
    assert all(call.done_at <= timezone.now() for call in Activity.objects.filter(kind="call"))
    assert all("۱۴۰" in row.told[0] for row in one.rows.all())


def test_what_lists_calls_and_meetings_by_their_kind_is_such_a_log():
    columns = ["Date", "Company", "Notes", "Type"]
    rows = [["3/11", "Otley", "wants a quote", "Call"], ["14/11", "Acme", "met them", "Meeting"]]
    assert guess_kind(columns, rows) == "activities"
    assert guess_mapping(columns, "activities", rows)["Notes"] == "said"
    coming = [[f"{date.today().year + 1}-03-01", *row[1:]] for row in rows]
    assert guess_mapping(columns, "activities", coming)["Notes"] == "notes"


def test_kinds_of_firms_and_of_deals_are_no_calls():
    rows = [["3/11", "Otley", "wants a quote", "New business"], ["14/11", "Acme", "met them", "Renewal"]]
    assert guess_kind(["Date", "Company", "Notes", "Type"], rows) != "activities"
    sold = [["3/11", "Otley", 1200, "Call"], ["14/11", "Acme", 300, "Visit"]]
    assert guess_kind(["Date", "Company", "Amount", "Type"], sold) == "deals"
