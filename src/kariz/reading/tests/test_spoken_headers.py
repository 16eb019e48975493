"""Columns of lists that people keep for themselves: headers as they speak, days in words."""

import pytest

from kariz.reading.columns.days_in_words import is_said
from kariz.reading.columns.guessing import guess_mapping

DAYS = ["شنبه ۱۴ آذر", "۱۵ آذر", "بعد از عید", "آخر آذر", "فردا", "۲۰/۹", "1405.9.25", "۱۲ آذر"]
STEPS = ["زنگ بزنم", "فاکتور بفرستم", "تماس", "جلسه", "تماس", "بازدید", "تماس", "کاتالوگ بفرستم"]


def of(columns, *cells):
    return guess_mapping(columns, "deals", list(zip(*cells, strict=True)))


def test_nazilas_promises_have_their_days_beside_them_whatever_marks_the_header_has():
    columns = ["تاریخ", "مشتری", "چی می‌خواد", "چند (م.ت)", "قول بعدی", "کِی"]
    began = ["1405/9/1"] * 8
    names = [f"کلینیک {name}" for name in "ابپتثجچح"]
    amounts = ["85", "۱۲/۵", "۳۹۰ م", "۱۱۰ میلیون تومن", "۶۴۰۰۰۰۰۰", "۹٫۵", "حدود ۳۰", "توافقی"]
    found = of(columns, began, names, ["موتور ایمپلنت"] * 8, amounts, STEPS, DAYS)
    assert found == {
        "تاریخ": "created_at",
        "مشتری": "company",
        "چی می‌خواد": "title",
        "چند (م.ت)": "amount",
        "قول بعدی": "next_step",
        "کِی": "next_step_on",
    }


def test_days_in_words_are_nobodys_name_also_without_a_step_beside_them():
    found = of(["مشتری", "مبلغ", "کی"], [f"شرکت {n}" for n in "ابپتثجچح"], ["85"] * 8, DAYS)
    assert found["کی"] != "owner"


def test_kavehs_and_mehrs_are_sellers_although_mehr_is_a_month():
    sellers = ["مهر", "کاوه", "مهر", "مهر", "آذر", "کاوه", "مهر", "آذر"]
    found = of(["مشتری", "مبلغ", "کی"], [f"شرکت {n}" for n in "ابپتثجچح"], ["85"] * 8, sellers)
    assert found["کی"] == "owner"


def test_below_a_follow_up_of_words_stands_what_is_to_be_done_and_the_day_in_the_column_beside_it():
    columns = ["عنوان پرونده", "طرف", "مبلغ کل (ریال)", "پیگیری", "موعد"]
    days = ["1405/09/20", "1405/09/22", "1405/09/24"]
    found = of(
        columns,
        ["یونیت"] * 3,
        ["درمانگاه الف", "درمانگاه ب", "درمانگاه پ"],
        ["380"] * 3,
        ["پیگیری نتیجه"] * 3,
        days,
    )
    assert (found["عنوان پرونده"], found["پیگیری"], found["موعد"]) == ("title", "next_step", "next_step_on")


def test_a_follow_up_of_days_stays_the_day():
    found = of(["عنوان", "مبلغ", "پیگیری"], ["یونیت"] * 3, ["380"] * 3, ["1405/09/20", "فردا", "۲۲ آذر"])
    assert found["پیگیری"] == "next_step_on"


def test_doctors_beside_clinics_are_the_clinics_people():
    clinics = [f"درمانگاه {name}" for name in ("گلستان", "شفا", "رازی", "سپید", "ارس")]
    doctors = [
        "دکتر مینا اکبری",
        "دکتر جواد رستمی",
        "علی فتحی",
        "دکتر پیمان جعفری و دکتر علی احمدی",
        "دکتر آرش نجفی",
    ]
    found = of(["کلینیک", "پزشک", "محصول", "مبلغ"], clinics, doctors, ["یونیت"] * 5, ["380"] * 5)
    assert (found["کلینیک"], found["پزشک"]) == ("company", "contact")


def test_a_few_titled_names_that_come_again_and_again_are_no_customers():
    clinics = [f"درمانگاه {name}" for name in ("گلستان", "شفا", "رازی", "سپید", "ارس", "مهر")]
    found = of(["کلینیک", "نصاب", "مبلغ"], clinics, ["آقای رنجبر", "آقای ایمانی"] * 3, ["380"] * 6)
    assert "نصاب" not in found


@pytest.mark.parametrize(
    "cell", ["فردا", "آخر آذر", "شنبه ۱۴ آذر", "tomorrow", "next week", "۲۰/۹", "1405/9/25"]
)
def test_words_that_say_a_day_are_one(cell):
    assert is_said(cell)


@pytest.mark.parametrize("cell", ["حامد", "مهر", "May", "April Jones", "تماس فردا", "زنگ بزنم", "85", 85, ""])
def test_names_steps_and_sums_are_no_days(cell):
    assert not is_said(cell)
