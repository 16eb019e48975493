"""An amount that is about so much of another currency is of that currency, never so many toman."""

import pytest

from kariz.reading.cells.values import Foreign, read_money


@pytest.mark.parametrize("cell", ["حدود ۱۸۰ هزار یورو", "۱۸۰ هزار یورو (حدودی)", "~€180k", "حدود ۱۸۰٬۰۰۰ €"])
@pytest.mark.parametrize("unit", ["toman", "million toman"])
def test_about_so_many_euros_are_euros(cell, unit):
    found = read_money(cell, currency="IRR", unit=unit)
    assert isinstance(found, Foreign)
    assert (found.currency, int(found)) == ("EUR", 18_000_000)


@pytest.mark.parametrize(
    ("cell", "currency"),
    [
        ("C$1,200", "CAD"),
        ("C $1,200", "CAD"),
        ("c$1,200", "CAD"),
        ("c. $1,200", ""),
        ("c £1,200", "GBP"),
        ("c1,200", ""),
    ],
)
def test_dollars_of_canada_are_not_about_so_many_of_the_united_states(cell, currency):
    found = read_money(cell, currency="USD", unit="rial")
    assert (getattr(found, "currency", ""), int(found)) == (currency, 1_200_00)
