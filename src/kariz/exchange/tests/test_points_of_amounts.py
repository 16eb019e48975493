"""A list in which a point divides thousands: 12.500 beside 1.234.567 is twelve thousand five hundred."""

import pytest

from kariz.exchange.actions.setup import imports
from kariz.exchange.queries.pages.coming import coming
from kariz.exchange.tests.conftest import finish
from kariz.pipeline.models import Deal
from kariz.reading.cells.points import are_doubted, are_thousands, without
from kariz.reading.rows.signs import POINTED


@pytest.mark.parametrize(
    ("cells", "currency", "thousands"),
    [
        (["12.500", "1.234.567", ""], "EUR", True),
        (["€12.500", "1.234.567 €"], "EUR", True),
        (["12.345", "7.200"], "EUR", True),
        (["12.500", "7.200"], "IRR", True),
        (["۱۲.۵۰۰ تومان", "۱.۲۰۰.۰۰۰"], "IRR", True),
        # Nobody knows, or a point is that of a decimal.
        (["12.500", "7.200"], "EUR", False),
        (["12.500", "1.234.567", "99.90"], "EUR", False),
        (["12.345", "1500.000"], "EUR", False),
        (["12.345", "0.500"], "EUR", False),
        (["12.345", "1,500.25"], "EUR", False),
        (["1.250 میلیارد", "1.500 میلیون"], "IRR", False),
        (["12.345", "7.250"], "KWD", False),
        ([12.345, 7.25], "EUR", False),
    ],
)
def test_what_a_point_is_of_is_said_by_the_column(cells, currency, thousands):
    assert are_thousands(cells, currency=currency, scaled=False) is thousands
    if thousands:
        assert not are_thousands(["12.345"], currency=currency, scaled=True)


def test_only_the_point_of_thousands_goes():
    assert [without(cell) for cell in ("€12.500", "۱۲.۵۰۰", "1.250 m", "1.5", 12.5)] == [
        "€12500",
        "12500",
        "1.250 m",
        "1.5",
        12.5,
    ]


@pytest.mark.parametrize(
    ("text", "currency", "amounts"),
    [
        (
            "Company;Deal;Amount\nArman;Pump;12.500\nNikan;Belt;1.234.567\nPars;Seal;800\n",
            "EUR",
            [12_500_00, 1_234_567_00, 800_00],
        ),
        (
            "شرکت;عنوان;مبلغ (تومان)\nآرمان;پمپ;۱۲.۵۰۰\nنیکان;تسمه;۱.۲۳۴.۰۰۰\nپارس;شیر;۸۰۰\n",
            "IRR",
            [125_000, 12_340_000, 8_000],
        ),
    ],
)
def test_linas_deals_come_with_their_thousands(admin, pipeline, bring, text, currency, amounts):
    rate = {} if currency == "IRR" else {"rate": "100000"}
    done = bring(text, admin, currency=currency, **rate)
    assert (done.created_count, done.refused_count) == (3, 0)
    assert list(Deal.objects.order_by("pk").values_list("amount", flat=True)) == amounts


@pytest.mark.parametrize(
    ("cells", "currency", "doubted"),
    [
        (["12.500", "7.200"], "EUR", True),
        (["12.500", "7.200", "", 800], "EUR", True),
        (["12.500", "8000", "9,500", "7000"], "EUR", True),
        # A decimal says what a point is of, or the others are of the size of decimals.
        (["12.500", "7.200", "99.90"], "EUR", False),
        (["12.500", "7.200", 99.9], "EUR", False),
        (["12.500", "15", "9", "20"], "EUR", False),
        (["12.500", "7.250"], "KWD", False),
        (["12.500", "1.234.567"], "EUR", False),
        (["12.500", "7.200"], "IRR", False),
        ([800, 900], "EUR", False),
    ],
)
def test_where_nobody_knows_what_a_point_is_of(cells, currency, doubted):
    assert are_doubted(cells, currency=currency, scaled=False) is doubted
    assert not are_doubted(cells, currency=currency, scaled=True)


def test_the_page_says_lina_that_points_were_read_as_those_of_decimals(admin, pipeline, upload, client):
    text = "Company;Deal;Amount\nArman;Pump;12.500\nNikan;Belt;7.200\nPars;Seal;800\n"
    one = imports.change(one=upload(text, admin), by=admin, options={"currency": "EUR", "rate": "100000"})
    client.force_login(admin)
    [mark] = [mark for mark in coming([one]).control.marked if mark.sign == POINTED]
    assert (mark.count, mark.rows, dict(mark.sums)) == (2, [2, 3], {"EUR": 1250 + 720})
    assert 'data-control-mark="pointed"' in client.get(f"/imports/{one.pk}/").content.decode()
    one = imports.change(one=one, by=admin, options={"scale": "thousand"})
    assert not [mark for mark in coming([one]).control.marked if mark.sign == POINTED]
    finish(imports.start(one=imports.change(one=one, by=admin, options={"scale": ""}), by=admin))
    assert list(Deal.objects.order_by("pk").values_list("amount", flat=True)) == [1250, 720, 80_000]
