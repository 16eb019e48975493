"""«۱۲/۹» is the twelfth of Azar or the ninth of Esfand: its column says which, else what is near."""

from __future__ import annotations

import pytest

from kariz.exchange.queries.pages.imports import preview
from kariz.localisation.calendar import join
from kariz.reading.days import bare_days, days_in_steps
from kariz.reading.days.days import read_date
from kariz.reading.days.said_days import Reader
from kariz.reading.days.years import Years, years_of

NOW = join(1405, 9, 8, "jalali")


def step(text, order="", today=NOW):
    values = {"next_step": text}
    found = days_in_steps.take(values, Reader(read_date, today, "jalali", order))
    return found.day if found else None


@pytest.mark.parametrize(
    ("text", "order", "day"),
    [
        ("زنگ برای جواب پیش فاکتور ۱۲/۹", "", (1405, 9, 12)),
        ("زنگ برای جواب ۱۲/۹", "month", (1405, 12, 9)),
        ("زنگ ۹/۱۲", "", (1405, 9, 12)),
        ("زنگ ۹/۱۲", "day", (1405, 12, 9)),
        ("زنگ ۲۵/۹", "", (1405, 9, 25)),
        ("زنگ ۹/۲۵", "day", (1405, 9, 25)),
        ("زنگ ۹/۷", "", (1405, 9, 7)),
        ("زنگ ۹/۹", "", (1405, 9, 9)),
    ],
)
def test_of_two_readings_the_column_decides_else_the_day_that_is_near_and_not_past(text, order, day):
    assert step(text, order) == join(*day, "jalali")


@pytest.mark.parametrize("text", ["شیر ۳/۴ اینچ", "زنگ ۱۳/۱۳", "زنگ ۴۰/۹", "۱۲/۹ یا ۱۵/۹"])
def test_what_is_no_day_or_two_days_stays_words(text):
    assert step(text) is None


def test_days_of_a_column_that_can_be_read_in_one_way_decide():
    assert bare_days.order_of(["زنگ ۱۲/۹", "جلسه ۲۵/۹", ""]) == "day"
    assert bare_days.order_of(["۱۲/۹", "9/25"]) == "month"
    assert bare_days.order_of(["۲۵/۹", "9/25"]) == bare_days.order_of(["۱۲/۹", "شیر ۲۵/۳ اینچ"]) == ""


def test_a_column_of_days_goes_the_way_of_its_clear_ones():
    rows = [(2, ["25/9"]), (3, ["12/9"]), (4, ["1404/09/02"])]
    found = years_of(rows, [0], {}, "jalali")
    assert found.day("12/9", 3, 0, "expected_close", NOW).day == join(1404, 9, 12, "jalali")
    assert Years(calendar="jalali").day("12/9", 3, 0, "expected_close", NOW).day.month != 12
    assert Years(calendar="jalali").day("12/9", 3, 0, "next_step_on", NOW).day == join(1405, 9, 12, "jalali")
    assert Years(calendar="jalali").day("8/7", 3, 0, "created_at", NOW).day == join(1405, 8, 7, "jalali")


def test_the_row_says_in_words_how_its_day_was_read(admin, pipeline, upload):
    rows = "عنوان,شرکت,قدم بعدی,تاریخ\nپمپ,پارس,زنگ ۱۲/۹,1405/08/01\nشیر,مهر,جلسه ۲۵/۹,1405/08/02\n"
    one = upload(rows, admin)
    first = preview(one, admin).first
    assert [draft.values["next_step_on"].timetuple()[1:3] for draft in first] == [(12, 3), (12, 16)]
    assert "۱۲ آذر ۱۴۰۵" in first[0].told[0] or "12 Azar 1405" in first[0].told[0]
