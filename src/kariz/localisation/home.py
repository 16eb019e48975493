"""The country whose phone numbers are written without their country's code: the company's own."""

from __future__ import annotations

from functools import lru_cache

import phonenumbers

REGION = "IR"
"""Until the company is known, and where nothing tells."""
_region = REGION


def region() -> str:
    """Two letters, as "IR" or "GB"."""
    return _region


def code() -> int:
    """What is dialled before a number of the country from abroad: 98, 44."""
    return phonenumbers.country_code_for_region(_region)


def settle(timezone: str, currency: str) -> None:
    """Called whenever the company's row was read; the process keeps it until it is read anew."""
    global _region
    _region = region_of(timezone, currency)


@lru_cache(maxsize=64)
def region_of(timezone: str, currency: str) -> str:
    """The country of a time zone; for a zone of none ("UTC") that of the currency, of which it is the beginning."""
    if timezone == "Asia/Tehran":
        return REGION
    # Reads a file of its own; most companies never need it.
    from babel.core import get_global

    zone = dict(get_global("zone_aliases")).get(timezone, timezone)
    found = dict(get_global("zone_territories")).get(zone, "")
    for country in (found, currency[:2]):
        if country in phonenumbers.SUPPORTED_REGIONS:
            return str(country)
    return REGION
