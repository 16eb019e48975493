"""Countries that have phone numbers of their own, by their names."""

from __future__ import annotations

from functools import lru_cache

import phonenumbers

from .text import sort_key

CODES = frozenset(phonenumbers.SUPPORTED_REGIONS)
"""Two letters each, of ISO 3166 as the numbering plans use them."""


@lru_cache(maxsize=4)
def countries(language: str) -> list[tuple[str, str]]:
    """Code and name in the order of the names: ("IR", «ایران»)."""
    named = [(code, country_name(code, language)) for code in CODES]
    return sorted(named, key=lambda pair: sort_key(pair[1]))


def country_name(code: str, language: str) -> str:
    """«بریتانیا» or "United Kingdom"; the code itself where it has no name."""
    return str(_territories(language[:2]).get(code, code))


@lru_cache(maxsize=4)
def _territories(language: str) -> dict[str, str]:
    # Its names fill a megabyte; most processes never show one.
    from babel import Locale

    return dict(Locale("fa" if language == "fa" else "en").territories)
