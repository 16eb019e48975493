"""A book of orders that came out somehow: the day of delivery closed them, and rows are painted like their results."""

from __future__ import annotations

from datetime import date

import pytest

from kariz.exchange.actions.setup import imports
from kariz.exchange.tests.conftest import finish
from kariz.exchange.tests.test_colours import book
from kariz.pipeline.actions.endings import day_of
from kariz.pipeline.models import Deal

HEAD = ["ردیف", "تاریخ", "مشتری", "شرح کار", "مبلغ (ریال)", "نتیجه", "تاریخ تحویل"]
ROWS = [
    ("green", ["1403/1/16", "شمع صائب", "جعبه قطعه", 45, "تحویل شد", "1403/2/4"]),
    ("green", ["1403/1/21", "پوشاک آرین", "ساک دستی", 76, "تحویل شد", "1403/2/22"]),
    ("green", ["1403/1/27", "سردخانه مغان", "جعبه کرم", 47, "انجام شد", "1403/3/10"]),
    ("red", ["1403/1/28", "فنرسازی البرز", "کاتالوگ", 4, "کنسل", "1403/2/13"]),
    ("red", ["1403/2/6", "نوقای سبلان", "ساک عید", 64, "کنسل", "1403/3/16"]),
    ("red", ["1403/2/9", "لنت خزر", "لیبل", 31, "رد شد", "1403/3/18"]),
    ("green", ["1403/2/11", "فیلتر دنا", "جعبه فیلتر", 52, "", "1403/3/20"]),
    ("red", ["1403/2/12", "رب گلها", "لیبل رب", 18, "", "1403/3/21"]),
]


def sheet(rows=ROWS, head=HEAD):
    said = [(colour, [place, *cells]) for place, (colour, cells) in enumerate(rows, 1)]
    return book(said, head)


def deal(title):
    return Deal.objects.get(title__startswith=title)


def test_the_day_of_delivery_closes_orders_whose_results_a_column_says_and_each_row_tells_it(
    admin, pipeline, upload
):
    one = upload(sheet(), admin, "سفارش.xlsx")
    assert one.mapping["تاریخ تحویل"] == "closed_at"
    finish(imports.start(one=one, by=admin))
    assert day_of(deal("جعبه قطعه").closed_at) == date(2024, 4, 23)
    assert day_of(deal("ساک عید").closed_at) == date(2024, 6, 5)


def test_short_days_that_say_by_themselves_only_half_of_what_they_are_close_orders_too(
    admin, pipeline, upload
):
    rows = [
        (colour, [f"03{cells[0][4:]}", *cells[1:5], f"03/{place % 4 + 4:02d}/{place % 3 + 4:02d}"])
        for place, (colour, cells) in enumerate(ROWS)
    ]
    rows[0][1][5] = "03/06/28"
    rows[1][1][5] = "03/07/30"
    rows[2][1][5] = "03/08/29"
    one = upload(sheet(rows), admin, "سفارش.xlsx")
    assert one.mapping["تاریخ تحویل"] == "closed_at"
    finish(imports.start(one=one, by=admin))
    assert day_of(deal("جعبه قطعه").closed_at) == date(2024, 9, 18)


@pytest.mark.parametrize(
    ("head", "day"),
    [
        # Another column says when it closed; days to come are promised; no results, so nothing has ended.
        ([*HEAD[:-1], "تاریخ تحویل", "تاریخ بسته شدن"], "1403/3/1"),
        (HEAD, "1420/3/1"),
    ],
)
def test_it_does_not_where_another_column_says_it_or_it_is_to_come(admin, pipeline, upload, head, day):
    rows = [(colour, [*cells[:-1], day, "1403/4/1"][: len(head) - 1]) for colour, cells in ROWS]
    one = upload(sheet(rows, head), admin, "سفارش.xlsx")
    assert one.mapping.get("تاریخ تحویل") != "closed_at"


def test_open_deals_have_a_day_of_delivery_that_closes_nothing(admin, pipeline, upload):
    rows = [(colour, [*cells[:4], "در حال مذاکره", cells[5]]) for colour, cells in ROWS]
    assert upload(sheet(rows), admin, "سفارش.xlsx").mapping.get("تاریخ تحویل") != "closed_at"


def test_colours_that_agree_with_the_results_are_answered_so_from_the_start(admin, pipeline, upload, client):
    one = upload(sheet(), admin, "سفارش.xlsx")
    assert one.options["colours"] == {"green": "won", "red": "lost"}
    client.force_login(admin)
    page = client.get(f"/imports/{one.pk}/").content.decode()
    assert '<option value="won" selected>' in page and page.count("همین‌طور بسته شده‌اند") == 2
    finish(imports.start(one=one, by=admin))
    assert (deal("جعبه فیلتر").outcome, deal("لیبل رب").outcome) == ("won", "lost")


def test_colours_that_disagree_or_say_too_little_are_asked_about(admin, pipeline, upload):
    mixed = [("green", ROWS[0][1]), *ROWS[1:3], ("green", ROWS[3][1]), *ROWS[4:]]
    assert upload(sheet(mixed), admin, "a.xlsx").options["colours"] == {}
    few = [ROWS[0], *[("green", [*cells[:4], "", cells[5]]) for _colour, cells in ROWS[1:5]]]
    assert upload(sheet(few), admin, "b.xlsx").options["colours"] == {}


def test_what_a_person_said_of_a_colour_goes_before_what_the_rows_let_one_guess(admin, pipeline, upload):
    one = upload(sheet(), admin, "سفارش.xlsx")
    one = imports.change(one=one, by=admin, options={"colours": {"green": "won", "red": "nothing"}})
    finish(imports.start(one=one, by=admin))
    again = upload(sheet([*ROWS, ROWS[0]]), admin, "سفارش.xlsx")
    assert again.options["colours"] == {"green": "won", "red": "nothing"}
