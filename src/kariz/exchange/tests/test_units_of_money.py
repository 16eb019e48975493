"""The unit of amounts: as the header says it, as a person says it, as a cell says it itself."""

import pytest

from kariz.exchange.actions.setup import imports
from kariz.exchange.tests.conftest import finish
from kariz.pipeline.models import Deal, Product
from kariz.reading.cells import values as v
from kariz.reading.cells.units import unit_of_header

HEADERS = {
    "قیمت (م ریال)": "million rial",
    "قیمت (میلیون ریال)": "million rial",
    "قیمت هزار تومان": "thousand toman",
    "قیمت (م.ت)": "million toman",
    "مبلغ م ت": "million toman",
    "قیمت (ریال)": "rial",
    "Price (m toman)": "million toman",
    "Shirt price": "",
    "قیمت": "",
}
RIALS = {"million rial": 10**6, "thousand toman": 10**4, "million toman": 10**7, "rial": 1, "": 10}


@pytest.mark.parametrize("header", HEADERS)
def test_a_header_says_its_unit(header):
    assert unit_of_header(header) == HEADERS[header]


@pytest.mark.parametrize("header", [header for header in HEADERS if header.startswith("قیمت")])
def test_a_price_list_is_read_in_the_unit_of_its_header(admin, pipeline, bring, header):
    one = bring(f"کد کالا,نام کالا,{header}\nA1,باسکول,83\n", admin, kind="products")
    unit = HEADERS[header]
    assert (one.options["unit"], Product.objects.get().price) == (unit or "toman", 83 * RIALS[unit])


def test_what_mina_says_of_the_unit_goes_before_the_header(admin, pipeline, upload, client):
    one = upload("کد کالا,نام کالا,قیمت (ریال)\nA1,باسکول,83\n", admin)
    client.force_login(admin)
    page = client.get(f"/imports/{one.pk}/").content.decode()
    assert one.kind == "products" and '<option value="rial" selected>' in page
    client.post(
        f"/imports/{one.pk}/mapping/",
        {"version": one.version, "kind": "products", "header": "on", "unit": "million toman", "start": "1"},
    )
    finish(one)
    assert Product.objects.get().price == 83 * 10**7


def test_each_column_keeps_the_unit_of_its_own_header(admin, pipeline, bring):
    bring("عنوان,مبلغ (میلیون تومان),محصول,قیمت واحد (ریال)\nپمپ,5,پمپ,7000\n", admin)
    deal = Deal.objects.get()
    assert (deal.amount, deal.lines.get().unit_price) == (5 * 10**7, 7000)


@pytest.mark.parametrize("unit", ["toman", "rial", "million toman"])
def test_an_amount_with_words_of_its_own_means_them(unit):
    said = {
        "۸۳۰ م.ت": 830 * 10**7,
        "830 م ریال": 830 * 10**6,
        "۱۲ میلیون تومان": 12 * 10**7,
        "۵ ه.ت": 5 * 10**4,
    }
    for text, rials in said.items():
        assert v.read_money(text, currency="IRR", unit=unit) == rials


def test_money_of_the_companys_own_fields_is_in_the_unit_of_its_header(admin, pipeline, upload):
    one = upload("عنوان,پیش‌پرداخت (م ریال)\nپمپ,83\nلوله,۲ م.ت\n", admin)
    one = imports.change(one=one, by=admin, mapping={"عنوان": "title", "پیش‌پرداخت (م ریال)": "new:money"})
    finish(imports.start(one=one, by=admin))
    found = [next(iter(deal.custom.values())) for deal in Deal.objects.order_by("id")]
    assert found == [83 * 10**6, 2 * 10**7]


@pytest.mark.parametrize(
    ("cell", "toman"),
    [
        ("۱۲ م", 12_000_000),
        ("12م", 12_000_000),
        ("26,000,000 ت", 26_000_000),
        ("۲۵۰۰۰ر", 2_500),
        ("۱۲ م ت", 12_000_000),
    ],
)
def test_an_amount_with_one_letter_for_its_unit(cell, toman):
    assert v.read_money(cell, currency="IRR", unit="toman") == toman * 10


@pytest.mark.parametrize("header", ["قیمت هر واحد محصول", "مبلغ", "Unit price"])
def test_a_header_without_a_unit_says_none(header):
    assert unit_of_header(header) == ""
