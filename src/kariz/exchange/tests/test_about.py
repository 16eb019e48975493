"""Amounts that a seller only roughly knows, and firms with the name of their buyer in brackets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kariz.exchange.models import ImportRow
from kariz.people.models import Company
from kariz.pipeline.models import Deal
from kariz.reading.cells import values as v
from kariz.reading.cells.about import is_about
from kariz.reading.names.names import without_its_person

MILLION_TOMAN = 10_000_000


@pytest.mark.parametrize(
    "text",
    [
        "حدود ۱۴ م.تومان",
        "حدودا 14 میلیون تومان",
        "~14 م.ت",
        "تقریباً ۱۴ میلیون",
        "۱۴ میلیون تقریبی",
        "در حدود ۱۴ م تومان",
    ],
)
def test_an_amount_that_is_only_about_right_is_read(text):
    assert v.read_money(text, currency="IRR", unit="toman") == 14 * MILLION_TOMAN
    assert is_about(text)


@pytest.mark.parametrize(
    ("text", "minor"), [("about 2.5k", 250_000), ("approx. £300", 30_000), ("1,200 (est.)", 120_000)]
)
def test_so_is_one_of_an_english_book(text, minor):
    assert v.read_money(text, currency="GBP", unit="") == minor


@given(st.integers(0, 10**9))
def test_no_plain_amount_is_called_rough(number):
    assert not is_about(str(number))
    assert not is_about(f"{number:,} تومان")


def test_of_a_range_the_lower_amount_is_read():
    assert v.read_money("بین ۱۰ تا ۱۵ میلیون", currency="IRR", unit="toman") == 10 * MILLION_TOMAN


def test_the_row_says_that_its_amount_is_rough_and_the_deal_keeps_the_words(admin, pipeline, bring):
    one = bring("عنوان,شرکت,مبلغ (تومان)\nپمپ,شرکت نور,حدود ۱۴ م.تومان\n", admin)
    deal = Deal.objects.get()
    assert deal.amount == 14 * MILLION_TOMAN
    row = ImportRow.objects.get(of=one)
    assert any("حدود ۱۴ م.تومان" in str(note) for note in row.warnings)


@pytest.mark.parametrize(
    ("company", "contact", "name"),
    [
        ("بارز کرمان (قاسمی)", "مهندس قاسمی", "بارز کرمان"),
        ("بارز کرمان (قاسمی)", "رضا قاسمی", "بارز کرمان"),
        ("بارز کرمان (قاسمی)", "", "بارز کرمان (قاسمی)"),
        ("بارز کرمان (قاسمی)", "رضا کاظمی", "بارز کرمان (قاسمی)"),
        ("ایران خودرو (دیزل)", "رضا قاسمی", "ایران خودرو (دیزل)"),
    ],
)
def test_the_buyer_in_brackets_is_no_part_of_the_firms_name(company, contact, name):
    assert without_its_person(company, contact) == name


def test_one_firm_stays_one_with_its_buyer_behind_it(admin, pipeline, bring):
    bring("عنوان,شرکت,شخص\nپمپ,بارز کرمان (قاسمی),مهندس قاسمی\nشیر,بارز کرمان,رضا احمدی\n", admin)
    assert [one.name for one in Company.objects.all()] == ["بارز کرمان"]
