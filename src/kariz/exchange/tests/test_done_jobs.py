"""Lists of work that is done, of which no row says so: deals are won on the day of the invoice, or of the work."""

import datetime
from zoneinfo import ZoneInfo

import pytest

from kariz.exchange.actions.setup import imports
from kariz.exchange.queries.pages.imports import preview
from kariz.exchange.tests.conftest import finish
from kariz.pipeline.models import Deal

pytestmark = pytest.mark.django_db

DANAS = """Client,Installed,Price,Salesman,Invoiced,Contact
St Josephs Home,Dishwasher,21700,Mina,14-Mar-24,Sister Mary Agnes
Harmony House,3 washers,48900,Mina,20-Jun-24,Karen Ostrowski
Red Rocks,Laundry room,82700,Mina,01-Oct-24,Peggy Lund
Durango Depot,Dryer,7400,Mina,21-Nov-24,Walt Jennings
"""
RANAS = """مشتری,شرح کار,مبلغ (تومان),تاریخ نصب
هتل پارس,آسانسور لابی,۴۸۵۰۰۰۰۰,۱۴۰۳/۰۲/۱۲
بیمارستان مهر,بالابر,۱۴۹۰۰۰۰۰,۱۴۰۳/۰۴/۲۱
مدرسه آوا,سرویس,۳۱۲۰۰۰۰۰,۱۴۰۳/۰۵/۰۲
"""


def ends():
    zone = ZoneInfo("Asia/Tehran")
    return {
        deal.title: (deal.outcome, deal.closed_at and deal.closed_at.astimezone(zone).date())
        for deal in Deal.objects.all()
    }


def bring(text, by, upload, name):
    return finish(imports.start(one=upload(text, by, name), by=by))


def test_what_dana_installed_and_invoiced_is_won_on_the_day_of_the_invoice(admin, pipeline, upload):
    one = bring(DANAS, admin, upload, "jobs.csv")
    assert (one.mapping["Installed"], one.mapping["Invoiced"], one.options["end"]) == (
        "title",
        "closed_at",
        "won",
    )
    assert ends()["Dishwasher"] == ("won", datetime.date(2024, 3, 14))
    assert {end for end, _day in ends().values()} == {"won"}


def test_the_page_says_how_many_rows_are_taken_so_and_where_to_say_otherwise(
    admin, pipeline, upload, english
):
    one = upload(DANAS, admin, "jobs.csv")
    marked = {mark.sign: mark.count for mark in preview(one, admin).control.marked}
    assert marked["list_won"] == 4
    html = english.get(f"/imports/{one.pk}/").content.decode()
    assert "they come in as won deals" in html and "mapping#stage" in html


def test_above_days_installed_says_when(admin, pipeline, upload):
    bring(RANAS, admin, upload, "list.csv")
    assert ends()["بالابر"] == ("won", datetime.date(2024, 7, 11))


def test_days_to_come_are_no_work_that_is_done(admin, pipeline, upload):
    later = f"{datetime.date.today().year + 1}-03-14"
    one = upload(DANAS.replace("21-Nov-24", later), admin, "jobs.csv")
    assert one.options["end"] == "" and one.mapping.get("Invoiced") != "closed_at"


def test_where_rows_say_how_they_stand_the_words_count(admin, pipeline, upload):
    lines = DANAS.splitlines()
    told = [
        lines[0] + ",Status",
        *(line + f",{word}" for line, word in zip(lines[1:], ["sold", "lost", "lead", "sold"], strict=True)),
    ]
    assert upload("\n".join(told), admin, "jobs.csv").options["end"] == ""


@pytest.mark.parametrize(
    ("title", "end"),
    [
        ("2019 jobs", "won"),
        ("فروش‌های سال ۱۳۹۸", "won"),
        ("2019 pipeline", ""),
        ("jobs", ""),
        ("2019 list", ""),
        ("Jobs 2099", ""),
    ],
)
def test_the_jobs_of_a_year_that_is_over_are_won(admin, pipeline, upload, title, end):
    text = f"{title},,\nClient,Job,Price\nHarmony House,Dryer,18750\nOxbow Hotel,Conveyor,54700\n"
    assert upload(text, admin, "list.csv").options["end"] == end
