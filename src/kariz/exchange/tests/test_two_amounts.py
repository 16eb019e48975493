"""Amounts in two columns, some rows in toman and others in rial."""

import pytest

from kariz.exchange.actions.setup import imports
from kariz.exchange.tests.conftest import finish
from kariz.pipeline.models import Deal
from kariz.reading.columns.guessing import guess_mapping

ROWS = 'عنوان,مبلغ (تومان),مبلغ ریال\nالف,۱۲ م,\nب,,"۵,۰۰۰,۰۰۰"\nج,-,70\nد,,\nه,30,300\n'


def amounts():
    return dict(Deal.objects.values_list("title", "amount"))


def test_each_row_has_the_amount_of_the_column_that_is_filled_by_its_own_unit(admin, pipeline, bring):
    bring(ROWS, admin)
    assert amounts() == {"الف": 120_000_000, "ب": 5_000_000, "ج": 70, "د": None, "ه": 300}


def test_where_both_say_something_else_the_first_counts_and_the_other_is_noted(admin, pipeline, bring):
    bring(ROWS.replace("ه,30,300", "ه,30,450"), admin)
    deal = Deal.objects.get(title="ه")
    assert (deal.amount, "450" in deal.notes) == (300, True)


def test_mina_may_say_it_herself_where_it_is_not_seen(admin, pipeline, upload):
    one = upload("title,amount,budget\nA,5,9\nB,,7\n", admin)
    mapping = {"title": "title", "amount": "amount", "budget": "amount"}
    one = imports.change(one=one, by=admin, mapping=mapping, options={"unit": "rial"})
    finish(imports.start(one=one, by=admin))
    assert amounts() == {"A": 5, "B": 7}


@pytest.mark.parametrize(("second", "both"), [("مبلغ ریال", True), ("تخفیف", False), ("قیمت واحد", False)])
def test_two_columns_are_the_amount_only_where_they_take_turns(second, both):
    turns = [["الف", 5, ""], ["ب", "", 70], ["ج", "", 80]]
    side_by_side = [["الف", 5, 50], ["ب", 7, 70], ["ج", 8, 80]]
    columns = ["عنوان", "مبلغ تومان", second]
    found = guess_mapping(columns, "deals", turns).get(second) == "amount"
    assert (found, guess_mapping(columns, "deals", side_by_side).get(second) == "amount") == (both, False)


def test_a_nought_beside_a_number_is_no_amount(admin, pipeline, bring):
    bring("عنوان,مبلغ (تومان),مبلغ (ریال)\nالف,5,0\nب,0,7\nج,0,800\nد,0,0\n", admin)
    assert amounts() == {"الف": 50, "ب": 7, "ج": 800, "د": 0}


def test_foreign_money_in_the_second_column_does_not_rename_the_first(admin, pipeline, bring):
    bring("عنوان,مبلغ (تومان),مبلغ (ریال)\nالف,5,\nب,,7\nج,9,500 $\n", admin)
    deal = Deal.objects.get(title="ج")
    assert (deal.amount, deal.currency, "500" in deal.notes) == (90, "IRR", True)


@pytest.mark.parametrize(
    "header", ["tax amount (rial)", "paid amount (rial)", "مبلغ مالیات", "مبلغ پیش پرداخت ریال"]
)
def test_another_amount_of_a_deal_is_not_its_amount(header):
    rows = [["A", 5, ""], ["B", "", 70], ["C", "", 80]]
    assert guess_mapping(["title", "amount (toman)", header], "deals", rows).get(header) != "amount"
