"""In Canada and Australia "$" means the dollars of the country: no list of such a company is one of US dollars."""

import pytest

from kariz.exchange.actions.setup import imports
from kariz.exchange.tests.conftest import finish
from kariz.localisation import preferences
from kariz.localisation.money import MoneyError, parse_money
from kariz.organisation.models import Organisation
from kariz.organisation.queries import current
from kariz.pipeline.models import Deal


@pytest.mark.parametrize(
    ("text", "currency", "amount"),
    [
        ("$90,000", "CAD", 90_000_00),
        ("$ 19,000.00", "CAD", 19_000_00),
        ("C$ 900.00", "CAD", 900_00),
        ("CA$7,100", "CAD", 7_100_00),
        ("$8,000 CAD", "CAD", 8_000_00),
        ("8,000 dollars", "CAD", 8_000_00),
        ("-$5", "CAD", -5_00),
        ("$1.2M", "AUD", 1_200_000_00),
        ("US$5", "USD", 5_00),
        ("$500", "USD", 500_00),
    ],
)
def test_dollars_are_those_of_the_list(text, currency, amount):
    assert parse_money(text, currency).amount == amount


@pytest.mark.parametrize(
    ("text", "currency"),
    [("US$ 500", "CAD"), ("$500 USD", "CAD"), ("C$20", "USD"), ("$500", "EUR"), ("$5", "IRR"), ("£5", "CAD")],
)
def test_dollars_that_are_said_to_be_of_another_country_are_not(text, currency):
    with pytest.raises(MoneyError):
        parse_money(text, currency)


def test_priyas_list_in_toronto_comes_in_canadian_dollars(admin, pipeline, upload):
    Organisation.objects.update(currency="CAD", money_unit="")
    current.refresh()
    rows = """Acme Dental,Chairs,"$5,400"
Beta Legal,Desks,"$5,400 + HST"
Gamma,Pods,"CA$7,100"
Zeta,Bench,"12,500 + HST"
"""
    # What the import works with goes with it: the next test counts in rials again.
    with preferences.using(currency="CAD", unit=""):
        one = upload(f"Customer,Deal,Amount\n{rows}", admin)
        assert one.options["currency"] == "CAD"
        finish(imports.start(one=one, by=admin))
    found = Deal.objects.order_by("pk").values_list("currency", "amount")
    assert list(found) == [("CAD", 5_400_00), ("CAD", 5_400_00), ("CAD", 7_100_00), ("CAD", 12_500_00)]
