"""The company's country, as long as nobody has said it."""

import pytest

from kariz.localisation import country_names, home


@pytest.mark.parametrize(
    ("timezone", "currency", "language", "country"),
    [
        ("Asia/Tehran", "IRR", "fa", "IR"),
        ("Asia/Dubai", "AED", "en", "AE"),
        ("UTC", "GBP", "en", "GB"),
        ("UTC", "EUR", "fa", "IR"),
        ("UTC", "EUR", "en", ""),
        ("America/New_York", "EUR", "fa", "US"),
    ],
)
def test_the_time_zone_tells_the_country_else_the_currency_else_the_persian_language(
    timezone, currency, language, country
) -> None:
    assert home.guessed(timezone, currency, language) == country


def test_every_country_has_a_name_in_both_languages() -> None:
    for language in ("fa", "en"):
        named = country_names.countries(language)
        assert len(named) == len(country_names.CODES)
        assert all(name and name != code for code, name in named)
    assert dict(country_names.countries("fa"))["GB"] == "بریتانیا"
    assert country_names.country_name("GB", "en-gb") == "United Kingdom"
