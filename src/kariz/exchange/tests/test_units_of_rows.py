"""A column that says in what each row counts is known by its cells; and what a list comes to so far is no deal."""

import pytest

from kariz.exchange.actions.setup import imports
from kariz.exchange.tests.conftest import finish
from kariz.pipeline.models import Deal
from kariz.reading.cells.units import unit_of_currency
from kariz.reading.cells.values import BadValue, read_currency
from kariz.reading.columns.guessing import guess_mapping

ROWS = """کد,مشتری,عنوان پروژه,مبلغ,واحد,مسئول
P5001,مهر ورزان مسکن,آسانسور هیدرولیک,25450000000,ریال,حمید
P5002,معماران خانه آبی,بالابر,370000000,,حمید
P5004,نیک اندیش بنیان,سرویس سالانه,240,م تومان,حمید
P5005,شهرداری منطقه ۲۲,پله برقی,145000000,تومان,سارا
P5006,نمای نو,سرویس یک‌ساله,310,م.ت,سارا
P5007,گروه کاخ,بازسازی,2,میلیارد تومان,سارا
"""


def test_hamids_rows_are_each_read_in_their_own_unit(admin, pipeline, upload):
    one = upload(ROWS, admin)
    assert one.mapping["واحد"] == "currency"
    one = finish(imports.start(one=one, by=admin))
    rials = {deal.title: deal.amount for deal in Deal.objects.all()}
    assert rials == {
        "آسانسور هیدرولیک": 25_450_000_000,
        "بالابر": 3_700_000_000,
        "سرویس سالانه": 2_400_000_000,
        "پله برقی": 1_450_000_000,
        "سرویس یک‌ساله": 3_100_000_000,
        "بازسازی": 20_000_000_000,
    }


@pytest.mark.parametrize(
    ("cell", "unit"),
    [
        ("م تومان", "million toman"),
        ("م.ت", "million toman"),
        ("م ت", "million toman"),
        ("میلیون تومان", "million toman"),
        ("میلیارد تومان", "billion toman"),
        ("هزار تومان", "thousand toman"),
        ("م ریال", "million rial"),
        ("ت", "toman"),
        ("ریال", "rial"),
        ("IRR", ""),
        ("دستگاه", ""),
        ("م", ""),
    ],
)
def test_a_cell_says_its_unit(cell, unit):
    assert unit_of_currency(cell) == unit
    if unit:
        assert read_currency(cell) == "IRR"


def test_marys_column_of_currencies_is_known_by_its_cells():
    rows = [
        ["Erne Waters", "Oven", 5, "GBP"],
        ["Salty Dog", "Range", 6, "EUR"],
        ["Supermax", "Hood", 7, "EUR"],
    ]
    for column in ("Cur", "Ccy", "In", "€/£"):
        assert guess_mapping(["Company", "Deal", "Value", column], "deals", rows)[column] == "currency"
    signs = [[*row[:3], sign] for row, sign in zip(rows, "£€€", strict=True)]
    assert guess_mapping(["Company", "Deal", "Value", "In"], "deals", signs)["In"] == "currency"


def test_the_unit_of_goods_is_no_currency():
    rows = [["پمپ", "پمپ", 5, "دستگاه"], ["لوله", "لوله", 6, "متر"], ["شیر", "شیر", 7, "ریال"]]
    assert "currency" not in guess_mapping(["عنوان", "محصول", "مبلغ", "واحد"], "deals", rows).values()
    goods = guess_mapping(
        ["نام کالا", "واحد", "قیمت"], "products", [["پمپ", "دستگاه", 5], ["لوله", "متر", 6]]
    )
    assert goods["واحد"] == "product_unit"


def test_what_is_no_currency_is_refused():
    with pytest.raises(BadValue):
        read_currency("دستگاه")


def test_sums_so_far_are_no_deals_though_the_second_holds_the_first(admin, pipeline, upload):
    text = (
        "مشتری,پروژه,مبلغ,نتیجه,کارشناس\nگروه کاخ,پله برقی,680,نشد,سارا\nهتل آریان,بالابر,450,نشد,سارا\n"
        ",جمع تا اینجا,1130,,\nهتل نیلگون,سرویس,205,نشد,سارا\n,جمع تا اینجا,2465,,\nنمای نو,آسانسور,395,نشد,سارا\n"
    )
    assert upload(text, admin).layout["asides"] == {"4": "total", "6": "total"}


@pytest.mark.parametrize("words", ["Sum so far", "Total to date", "Running total"])
def test_so_is_a_running_total(admin, pipeline, upload, words):
    text = f"Client,Deal,Price,Rep\nSalty Dog,Oven,680,NW\n,{words},999,\nSupermax,Range,450,NW\n"
    assert upload(text, admin).layout["asides"] == {"3": "total"}
