"""Neda brings a list of a few deals again, and most of its amounts are others by now."""

import pytest

from kariz.exchange.queries.pages.imports import preview
from kariz.pipeline.models import Deal

HEADER = "نام شرکت,شخص,موبایل,عنوان معامله,مبلغ (میلیون تومان),تاریخ ثبت,مرحله"
ROWS = [
    "کلینیک یک,دکتر الف,09141110001,میز کار,100,1405/08/01,پیش‌فاکتور",
    "کلینیک دو,دکتر ب,09141110002,میز کار,200,1405/08/02,پیش‌فاکتور",
    "کلینیک سه,دکتر پ,09141110003,میز کار,300,1405/08/03,پیش‌فاکتور",
]


def listed(*rows):
    return "\n".join([HEADER, *rows])


LATER = listed(ROWS[0].replace("100", "110"), ROWS[1].replace("200", "220"), ROWS[2])


def amounts():
    rows = Deal.objects.filter(deleted_at=None).order_by("company__name", "amount")
    return [amount // 10_000_000 for amount in rows.values_list("amount", flat=True)]


def test_each_row_is_the_deal_of_its_customer_title_and_day(admin, pipeline, bring, upload):
    bring(listed(*ROWS), admin)
    marks = {mark.sign: mark.rows for mark in preview(upload(LATER, admin), admin).control.marked}
    assert marks["changed"] == [2, 3]
    done = bring(LATER, admin)
    assert (done.created_count, sorted(amounts())) == (0, [100, 200, 300])
    done = bring(LATER, admin, existing="update")
    assert (done.created_count, done.updated_count, sorted(amounts())) == (0, 2, [110, 220, 300])


def test_also_where_every_amount_is_another(admin, pipeline, bring):
    bring(listed(*ROWS), admin)
    later = listed(*(row.replace("00,1405", "50,1405") for row in ROWS))
    done = bring(later, admin, existing="update")
    assert (done.created_count, done.updated_count, sorted(amounts())) == (0, 3, [150, 250, 350])


@pytest.mark.parametrize(
    ("old", "new"), [("1405/08/01", "1405/09/01"), ("میز کار", "صندلی"), ("کلینیک یک", "کلینیک چهار")]
)
def test_another_day_title_or_customer_is_another_deal(admin, pipeline, bring, old, new):
    bring(listed(*ROWS), admin)
    other = ROWS[0].replace(old, new).replace("100", "110")
    done = bring(listed(other, ROWS[1].replace("200", "220")), admin, existing="update")
    assert (done.created_count, done.updated_count) == (1, 1)


def test_two_such_rows_of_one_list_are_two_deals(admin, pipeline, bring):
    bring(listed(*ROWS), admin)
    twice = [ROWS[0].replace("100", "110"), ROWS[0].replace("100", "120")]
    done = bring(listed(*twice), admin, existing="update")
    assert (done.created_count, done.updated_count) == (2, 0)


def test_of_two_deals_that_are_called_so_none_is_taken(admin, pipeline, bring):
    bring(listed(ROWS[0], ROWS[0].replace("100", "120")), admin)
    done = bring(listed(ROWS[0].replace("100", "130"), *ROWS[1:]), admin, existing="update")
    assert (done.created_count, done.updated_count) == (3, 0)
