"""Amounts in thousands and millions of a currency: as the header says, as the title says, as a person says."""

import pytest

from kariz.exchange.rules.scales import scale_of_header, scale_of_title
from kariz.exchange.tests.conftest import finish
from kariz.organisation.actions import organisation
from kariz.pipeline.models import Deal

HEADERS = {
    "Value (k)": "thousand",
    "£k !!": "thousand",
    "Amount (000s)": "thousand",
    "Value £'000": "thousand",
    "GBPk": "thousand",
    "$m": "million",
    "Revenue (USD m)": "million",
    "مبلغ (هزار دلار)": "thousand",
    "Value": "",
    "Market": "",
    "Price / m": "",
    "Amount (GBP)": "",
}


@pytest.fixture
def british(admin, pipeline):
    organisation.change(by=admin, currency="GBP")
    return admin


@pytest.mark.parametrize("header", HEADERS)
def test_a_header_says_thousands_or_millions(header):
    assert scale_of_header(header) == HEADERS[header]


@pytest.mark.parametrize(
    ("title", "scale"),
    [
        ("Lost / dead deals (Value in £k !!)", "thousand"),
        ("All amounts in millions", "million"),
        ("Figures (000s)", "thousand"),
        ("Deals with a value over £1m", ""),
        ("Team k, all values", ""),
    ],
)
def test_a_title_says_it_too(title, scale):
    assert scale_of_title([title]) == scale


def test_tom_brings_amounts_in_thousands_of_pounds(british, bring):
    rows = "A,1.25\nB,22\nC,£4.5k\nD,GBP 36\nE,£48.5\n"
    one = bring("Opportunity,Value (k)\n" + rows, british)
    assert one.options["scale"] == "thousand"
    assert [deal.amount for deal in Deal.objects.order_by("id")] == [
        1250_00,
        22_000_00,
        4500_00,
        36_000_00,
        48_500_00,
    ]


def test_an_amount_in_euros_below_a_header_in_thousands_is_in_thousands(british, bring):
    bring("Opportunity,Value (k)\nA,€9.2\nB,€9k\nC,2\nD,£3\n", british)
    said = [(deal.amount, deal.currency) for deal in Deal.objects.order_by("id")][:2]
    assert said == [(9200_00, "EUR"), (9000_00, "EUR")]


def test_what_priya_says_goes_before_the_header(british, client, upload):
    one = upload("Value in £k,,\nOpportunity,Account,Value\nA,Tyne Metals,1250\n", british)
    client.force_login(british)
    assert '<option value="thousand" selected>' in client.get(f"/imports/{one.pk}/").content.decode()
    client.post(
        f"/imports/{one.pk}/mapping/",
        {"version": one.version, "kind": "deals", "header": "on", "scale": "", "start": "1"},
    )
    finish(one)
    assert Deal.objects.get().amount == 1250_00


def test_each_column_is_in_the_scale_of_its_own_header(british, bring):
    bring("Opportunity,Value (k),Product,Unit price\nA,5,Centrifuge,450\n", british)
    deal = Deal.objects.get()
    assert (deal.amount, deal.lines.get().unit_price) == (5000_00, 450_00)
