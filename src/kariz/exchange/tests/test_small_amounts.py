"""Amounts with a stroke in a column of millions, and those that were counted in millions where the others are toman."""

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from kariz.exchange.queries.pages.imports import preview
from kariz.reading.cells.values import BadValue, read_money

MILLION = 10**7
"""A million toman in rial."""


@pytest.mark.parametrize(
    ("cell", "tenths"), [("۶۸/۵", 685), ("90/5", 905), ("حدود ۵۲/۵", 525), ("120/25", 1202.5)]
)
def test_a_digit_or_two_behind_a_stroke_are_a_decimal_among_millions(cell, tenths):
    assert read_money(cell, currency="IRR", unit="million toman") == tenths * MILLION // 10


@pytest.mark.parametrize(
    ("cell", "unit"), [("۶۸/۵", "toman"), ("68/500/5", "million toman"), ("5/8/23", "million toman")]
)
def test_elsewhere_it_stays_unclear(cell, unit):
    with pytest.raises(BadValue):
        read_money(cell, currency="IRR", unit=unit)


@given(st.integers(0, 999), st.integers(1, 99))
def test_stroke_and_point_say_the_same_number_of_millions(whole, part):
    stroke = read_money(f"{whole}/{part:02}", currency="IRR", unit="million toman")
    assert stroke == whole * MILLION + part * MILLION // 100


def rows(*odd):
    amounts = [*(str(400_000_000 + 1_000_000 * place) for place in range(12)), *odd]
    return "پروژه,مبلغ (تومان)\n" + "".join(f"برج {place},{amount}\n" for place, amount in enumerate(amounts))


def test_amounts_that_are_in_millions_among_toman_are_named_on_the_control_card(admin, pipeline, upload):
    found = preview(upload(rows("481", "508", "30000000"), admin), admin)
    [tiny] = [one for one in found.control.marked if one.sign == "tiny"]
    assert (tiny.count, tiny.rows) == (2, [14, 15])
    # It is told, and not changed.
    amounts = {draft.number: draft.values["amount"] for draft in found.first}
    assert amounts.get(14, 4810) == 4810


def test_small_but_likely_amounts_are_not_told(admin, pipeline, upload):
    found = preview(upload(rows("150000", "2000000"), admin), admin)
    assert not [one for one in found.control.marked if one.sign == "tiny"]


def test_the_page_names_the_rows(admin, pipeline, upload, client):
    one = upload(rows("481"), admin)
    client.force_login(admin)
    page = client.get(reverse("exchange:import", args=[one.pk]) + "?mapping").content.decode()
    assert 'data-control-mark="tiny"' in page
