"""Cells that must not be taken for what they only look like."""

import pytest

from kariz.exchange.queries.imports import preview
from kariz.exchange.queries.sets import is_thin
from kariz.people.models import Company
from kariz.pipeline.models import Deal
from kariz.records.actions import custom_fields
from kariz.records.models import CustomType


@pytest.mark.parametrize(
    ("cell", "quantity", "noted"),
    [("5 کاربره", 5, True), ("۳ عدد", 3, False), ("2 pcs", 2, False), ("۲٫۵ تن", 2.5, True), ("4", 4, False)],
)
def test_a_quantity_with_a_word_beside_it_counts_and_the_word_is_kept(
    admin, pipeline, bring, cell, quantity, noted
):
    bring(f"عنوان,محصول,تعداد,مبلغ (ریال)\nالف,نرم‌افزار,{cell},10\n", admin)
    deal = Deal.objects.get()
    assert (float(deal.lines.get().quantity), cell in deal.notes) == (quantity, noted)


def test_a_firm_called_azad_is_a_firm_in_a_list_of_firms(admin, bring):
    bring("نام شرکت,شهر\nآزاد,تهران\nپارس,قم\n", admin, kind="companies")
    assert set(Company.objects.values_list("name", flat=True)) == {"آزاد", "پارس"}


def test_in_a_list_of_people_azad_is_no_firm_but_in_our_own_export_it_is(admin, upload):
    people = upload("نام و نام خانوادگی,شرکت,موبایل\nعلی رضایی,آزاد,09121234567\n", admin)
    assert "company" not in preview(people, admin).first[0].values
    ours = upload("شماره در کاریز,نام و نام خانوادگی,شرکت\n5,علی رضایی,آزاد\n", admin)
    assert preview(ours, admin).first[0].values["company"] == "آزاد"


def test_a_month_in_a_field_of_the_firm_is_told_like_any_other(admin, pipeline, upload):
    custom_fields.create(subject="deal", label="تحویل", type=CustomType.DATE, by=admin)
    one = upload("عنوان,تحویل\nالف,مرداد ۱۴۰۴\nب,۱۴۰۴/۰۵/۰۲\n", admin)
    first, second = preview(one, admin).first
    assert str(first.values[one.mapping["تحویل"]]) == "2025-07-23"
    assert (len(first.warnings), second.warnings) == (1, [])


def test_only_a_file_that_nobody_knows_may_hold_something_else(admin, upload):
    one = upload("شرکت,الف,ب,پ,ت\nپارس,1,2,3,4\n", admin)
    assert is_thin(one)
    one.options["source"] = "didar"
    assert not is_thin(one)


@pytest.mark.parametrize("cell", ["توافقی", "تماس بگیرید", "negotiable"])
def test_an_amount_that_is_still_open_is_no_fault_of_the_row(admin, pipeline, bring, cell):
    done = bring(f"عنوان,مبلغ\nالف,{cell}\n", admin)
    assert (done.refused_count, Deal.objects.get().amount) == (0, None)


@pytest.mark.parametrize(
    ("word", "outcome"),
    [("پول داد تموم", "won"), ("واریز کرد", "won"), ("جواب نمیده", "open"), ("paid", "won")],
)
def test_words_of_sellers_for_a_paid_deal_and_for_one_who_does_not_answer(
    admin, pipeline, bring, word, outcome
):
    bring(f"عنوان,وضعیت,تاریخ قطعی\nالف,{word},1404/05/02\n", admin)
    deal = Deal.objects.get()
    assert deal.outcome == outcome
    assert (str(deal.closed_at.date()) if deal.closed_at else None) == (
        "2025-07-23" if outcome == "won" else None
    )


@pytest.mark.parametrize("cell", ["۲ هزار", "2 dozen", "5k"])
def test_a_quantity_that_would_have_to_be_multiplied_is_not_guessed(admin, pipeline, bring, cell):
    done = bring(f"عنوان,محصول,تعداد\nالف,نرم‌افزار,{cell}\n", admin)
    assert done.refused_count == 1
