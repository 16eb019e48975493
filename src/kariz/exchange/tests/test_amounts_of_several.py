"""Amounts of which Mehdi writes two: a deal has the lower one, or the sum, with both in its notes."""

import pytest

from kariz.pipeline.models import Deal
from kariz.reading.cells.parts_of_amounts import added, lower
from kariz.reading.cells.values import read_money


@pytest.mark.parametrize(
    ("cell", "toman"),
    [
        ("350 تا 400 میلیون", 350_000_000),
        ("۳۵۰-۴۰۰ میلیون", 350_000_000),
        ("بین ۹۰۰ میلیون تا 1.2 میلیارد", 900_000_000),
        ("چک ۲۰۰ + نقد ۱۰۰ میلیون", 300_000_000),
        ("1.1 میلیارد + ارزش افزوده", 1_100_000_000),
        ("120 میلیون به علاوه مالیات", 120_000_000),
    ],
)
def test_a_persian_amount_of_two_is_read_and_told(admin, pipeline, bring, cell, toman):
    done = bring(f"عنوان,مشتری,مبلغ (تومان)\nپمپ,پارس,{cell}\n", admin)
    deal = Deal.objects.get()
    assert (done.refused_count, deal.amount, cell in deal.notes) == (0, 10 * toman, True)


@pytest.mark.parametrize(
    ("cell", "euro"),
    [
        ("15-18k", 15_000),
        ("€15k - €18k", 15_000),
        ("10k to 12k", 10_000),
        ("20k deposit + 15k balance", 35_000),
    ],
)
def test_an_english_one_too(admin, pipeline, bring, cell, euro):
    bring(f"Deal,Customer,Value\nBratt pan,McHughs,{cell}\n", admin, currency="EUR", rate="1")
    deal = Deal.objects.get()
    assert (deal.amount, cell in deal.notes) == (euro * 100, True)


def test_in_a_column_of_millions_the_parts_are_millions():
    assert read_money("چک ۲۰۰ + نقد ۱۰۰", currency="IRR", unit="million toman") == 3_000_000_000


@pytest.mark.parametrize("cell", ["توافقی", "negotiable"])
def test_what_is_still_to_be_agreed_stands_in_the_notes(admin, pipeline, bring, cell):
    bring(f"عنوان,مشتری,مبلغ\nپمپ,پارس,{cell}\n", admin)
    deal = Deal.objects.get()
    assert deal.amount is None and cell in deal.notes


@pytest.mark.parametrize(
    "cell", ["091-885435", "12-11-2025", "1405-01-02", "2 x 4500", "1 میلیارد و 200 میلیون", "-", "+5"]
)
def test_other_cells_are_none_of_two(cell):
    assert lower(cell) is None and added(cell) == []
