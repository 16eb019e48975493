"""Rows that say of themselves that they are duplicates are left out, and said to be; rows that add up are said to."""

import pytest

from kariz.exchange.actions.setup import imports, row_choices
from kariz.exchange.queries.pages.imports import preview
from kariz.exchange.tests.conftest import finish
from kariz.pipeline.models import Deal
from kariz.reading.deals.said_twice import says_so

LIST = (
    "عنوان,شرکت,مبلغ (ریال),وضعیت,ملاحظات\n"
    "پمپ,پارس,100,باز,\nشیر,مهر,250,باز,فوری\nشیر,مهر,250,باز,تکراری\nموتور,آوا,40,تکراری,\nپمپ ۲,آوا,70,باز,\n"
    "شیر ۲,آوا,80,باز,\nشیر ۳,آوا,90,باز,\nشیر ۴,آوا,95,باز,\n"
)


@pytest.mark.parametrize(
    "text",
    [
        "تکراری",
        "تکراري است",
        "دوبل",
        "ردیف تکراری",
        "Duplicate",
        "dup of 1403-017",
        "تکراری با ردیف ۵",
        "تکراری (۱۴۰۳-۰۱۷)",
        "dup.",
        "تکرار ردیف ۵ و ۶",
        "دوبل شماره 12 است",
        "دوبل 1403-017",
    ],
)
def test_words_that_say_that_a_row_is_a_duplicate(text):
    assert says_so(text)


@pytest.mark.parametrize(
    "text",
    [
        "مشتری تکراری",
        "پمپ دوبل",
        "تکراری خرید می‌کند و خوش‌حساب است",
        "تکرار سفارش",
        "",
        "دوبل ۲۰۰ لیتری",
        "دوبل 200",
        "دوبل DN-100",
        "تکرار ۵۰ عدد پمپ",
        "تکرار 200 میلیون خرید",
        "مکرر ۳ تماس گرفته شد",
        "تکرار سفارش ۱۴۰۳",
        "تکرار ردیف ۵ پارسال خرید شد",
    ],
)
def test_words_that_say_something_else(text):
    assert not says_so(text)


def test_such_rows_are_left_out_and_the_control_says_which(admin, pipeline, upload):
    one = upload(LIST, admin)
    found = preview(one, admin).control
    assert (found.deals, dict(found.sums), found.stated) == (6, {"IRR": 685}, [])
    mark = next(mark for mark in found.marked if mark.sign == "said_twice")
    assert (mark.count, mark.rows, dict(mark.sums)) == (2, [4, 5], {"IRR": 290})
    done = finish(imports.start(one=one, by=admin))
    assert (done.created_count, done.skipped_count) == (6, 2)
    assert done.rows.get(number=4).told


def test_mina_takes_one_of_them_all_the_same(admin, pipeline, upload):
    one = row_choices.choose(one=upload(LIST, admin), by=admin, how="take", numbers=[4])
    done = finish(imports.start(one=one, by=admin))
    assert (done.created_count, done.skipped_count) == (7, 1)


def test_where_every_second_row_says_it_it_is_a_kind_of_pump(admin, pipeline, bring):
    done = bring("عنوان,شرکت,شرح\nپمپ,پارس,دوبل\nپمپ ب,مهر,تک\nپمپ پ,آوا,دوبل\nپمپ ت,سرو,تک\n", admin)
    assert done.created_count == 4


def test_the_page_and_the_api_name_them(admin, pipeline, upload, client):
    client.force_login(admin)
    one = upload(LIST, admin)
    page = client.get(f"/imports/{one.pk}/").content.decode()
    assert 'data-control-mark="said_twice"' in page
    marked = client.get(f"/api/v1/imports/{one.pk}/control").json()["coming"]["marked"]
    assert [mark["rows"] for mark in marked if mark["sign"] == "said_twice"] == [[4, 5]]


def test_rows_that_were_added_to_others_are_said_to_be(admin, pipeline, upload, client):
    client.force_login(admin)
    one = upload(
        "شماره فاکتور,شرکت,مبلغ (ریال)\n5,پارس,100\n5,پارس,250\n6,مهر,70\n6,مهر,30\n6,مهر,20\n7,آوا,1\n",
        admin,
    )
    mark = next(mark for mark in preview(one, admin).control.marked if mark.sign == "added")
    assert (mark.count, mark.deals, dict(mark.sums)) == (3, 2, {"IRR": 300})
    assert "mapping#amounts_of" in client.get(f"/imports/{one.pk}/").content.decode()
    finish(imports.start(one=one, by=admin))
    assert Deal.objects.count() == 3


HAND = (
    "شماره فاکتور,مشتری,کالا,مبلغ (ریال),وضعیت\n"
    "5,پارس,پمپ,100,باز\n,,شیر,250,\n,,گسکت,30,\n6,مهر,پمپ,70,برنده\n,آوا,شیر,9,باز\n,,,500,\n"
)


def test_rows_that_say_only_a_further_thing_go_on_with_the_deal_above(admin, pipeline, upload):
    one = upload(HAND, admin)
    found = preview(one, admin).control
    mark = next(mark for mark in found.marked if mark.sign == "below")
    assert mark.rows == [3, 4]
    finish(imports.start(one=one, by=admin))
    deal = Deal.objects.get(external_id="5")
    assert (deal.amount, {line.title for line in deal.lines.all()}) == (380, {"پمپ", "شیر", "گسکت"})
    assert Deal.objects.filter(deleted_at=None, company=None, contact=None).count() == found.without_customer
    assert found.deals == Deal.objects.count()


def test_a_tank_with_two_walls_comes_like_the_others(admin, pipeline, bring):
    rows = "نیکان,مخزن,100,دوبل 200 لیتری\nکاوش,مخزن,200,تک جداره\n" + "".join(
        f"{n},مخزن,{n}00,\n" for n in "345678"
    )
    assert bring("شرکت,محصول,مبلغ,ملاحظات\n" + rows, admin).created_count == 8
