"""Amounts in thousands and millions of a currency: as the header says, as the title says, as a person says."""

import pytest

from kariz.exchange.actions.setup import imports
from kariz.exchange.queries.pages import imports as queries
from kariz.exchange.tests.conftest import finish
from kariz.organisation.actions import organisation
from kariz.pipeline.models import Deal
from kariz.reading.cells.scales import scale_of_header, scale_of_title
from kariz.records.actions import custom_fields

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


def test_a_field_of_our_own_is_in_thousands_like_its_header_and_too_much_is_told_of_its_row(
    british, bring, upload
):
    field = custom_fields.create(subject="deal", label="Deposit", type="money", by=british)
    rows = "Opportunity,Value (k),Deposit (k)\nA,5,1.5\nB,5,90000000000\nC,6,£2k\nD,7,€3\n"
    one = upload(rows, british)
    one = imports.change(one=one, by=british, mapping=one.mapping | {"Deposit (k)": field.name})
    bad = {draft.number: draft.errors for draft in queries.preview(one, british).bad}
    assert [note["field"] for note in bad[3]] == [field.name]
    finish(imports.start(one=one, by=british))
    assert [deal.custom[field.key] for deal in Deal.objects.order_by("id")] == [1500_00, 2000_00]
    assert list(one.rows.filter(action="refused").values_list("number", flat=True)) == [3, 5]


def test_millions_of_toman_in_a_field_of_our_own_that_come_to_too_much_are_told_of_their_row(
    admin, pipeline, bring
):
    field = custom_fields.create(subject="deal", label="سقف اعتبار", type="money", by=admin)
    rows = "عنوان,مبلغ (میلیون تومان),سقف اعتبار (میلیون تومان)\nپمپ,5,40\nشیر,5,999999999\n"
    one = bring(rows, admin)
    assert Deal.objects.get().custom == {field.key: 400_000_000}
    row = one.rows.get(action="refused")
    assert row.number == 3 and row.errors[0]["field"] == field.name
