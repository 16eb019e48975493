"""A firm of Toronto reads its own dollars as people there write them, and those of others with their name."""

import pytest

from kariz.localisation import home
from kariz.localisation.money import format_money, parse_money


@pytest.fixture
def company(request):
    home.settle(*request.param)
    yield
    home.settle(home.REGION)


def shown(code, amount=13_100_00, style="compact"):
    return format_money(amount, code, language="en", digits="latin", style=style)


@pytest.mark.parametrize(
    ("company", "texts"),
    [
        (("CA", "CAD"), {"CAD": "$13.1K", "USD": "US$13.1K", "AUD": "13.1K AUD", "GBP": "£13.1K"}),
        (("AU", "AUD"), {"AUD": "$13.1K", "USD": "US$13.1K", "CAD": "13.1K CAD"}),
        (("US", "USD"), {"USD": "$13.1K", "CAD": "13.1K CAD"}),
        (("CA", "USD"), {"USD": "$13.1K", "CAD": "13.1K CAD"}),
        (("IR", "CAD"), {"CAD": "13.1K CAD", "USD": "$13.1K"}),
        (("GB", "GBP"), {"GBP": "£13.1K", "USD": "$13.1K", "CAD": "13.1K CAD"}),
    ],
    indirect=["company"],
)
def test_dollars_of_the_own_country_have_their_sign_and_others_say_whose_they_are(company, texts):
    assert {code: shown(code) for code in texts} == texts


@pytest.mark.parametrize("company", [("CA", "CAD")], indirect=True)
@pytest.mark.parametrize("code", ["CAD", "USD"])
def test_what_is_shown_is_read_again(company, code):
    for amount in (13_100_00, 12_34):
        assert parse_money(shown(code, amount, "exact"), code).amount == amount
    assert shown(code, -5_00, "exact").strip("\u2066\u2069") in ("-$5", "-US$5")


@pytest.mark.parametrize("company", [("CA", "CAD")], indirect=True)
def test_in_persian_they_are_called_by_their_name(company):
    assert format_money(13_100_00, "CAD") == "۱۳٬۱۰۰ دلار کانادا"
