"""The company's own country, whose phone numbers are written without their country's code, and its own money."""

from __future__ import annotations

from functools import lru_cache

import phonenumbers

REGION = "IR"
"""Until the company is known."""
_region = REGION
_currency = ""


def region() -> str:
    """Two letters, as "IR" or "GB"."""
    return _region


def code() -> int:
    """What is dialled before a number of the country from abroad: 98, 44."""
    return phonenumbers.country_code_for_region(_region)


def currency() -> str:
    """What the company counts in, "" until it is known."""
    return _currency


def language() -> str:
    """What is written in the company's country: "fa" or "en". For words that are kept and compared, and must be the same
    whoever of the company writes them."""
    return "fa" if _region == REGION else "en"


def settle(country: str, currency: str = "") -> None:
    """Called whenever the company's row was read; the process keeps it until it is read anew."""
    global _region, _currency
    _region, _currency = country or REGION, currency


DAY, MONTH, YEAR = "day", "month", "year"


def date_order() -> str:
    """What a day that is written in numbers begins with in the company's country: "day", "month" or "year"."""
    return _date_order(_region)


@lru_cache(maxsize=64)
def _date_order(country: str) -> str:
    # Reads files of its own; most companies never need it.
    from babel import Locale, UnknownLocaleError

    try:
        pattern = str(Locale.parse(f"und_{country}").date_formats["short"].pattern)
    except (UnknownLocaleError, ValueError):
        return YEAR
    first = min((pattern.find(letter), name) for letter, name in (("d", DAY), ("M", MONTH), ("y", YEAR)))
    return first[1]


@lru_cache(maxsize=64)
def guessed(timezone: str, currency: str, language: str = "") -> str:
    """The country that the other settings speak of: of the time zone; of the currency, whose code begins with it
    (GBP); of the Persian language. Empty where none tells, as "UTC" with euros in English."""
    if timezone == "Asia/Tehran":
        return REGION
    # Reads a file of its own; most companies never need it.
    from babel.core import get_global

    zone = dict(get_global("zone_aliases")).get(timezone, timezone)
    found = dict(get_global("zone_territories")).get(zone, "")
    for country in (found, currency[:2], REGION if language.startswith("fa") else ""):
        if country in phonenumbers.SUPPORTED_REGIONS:
            return str(country)
    return ""
