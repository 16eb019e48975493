"""Headers that name one thing by two words: «شرکت / مشتری», "company or customer"."""

from __future__ import annotations

import re

from kariz.localisation.text import squash
from kariz.reading.columns.fields import BY_NAME

_OR = re.compile(r"[/\\|،,]|\s(?:یا|or)\s")
_BUYERS = "مشتری|نام مشتری|مشتریان|خریدار|نام خریدار|طرف حساب|طرف قرارداد|کارفرما|customer|customer name|client|buyer"
_CUSTOMERS = frozenset(map(squash, _BUYERS.split("|")))
"""Who buys, be it a company or a person."""


def names_a_firm(header: str) -> bool:
    """One of the words says a company, and none a person: where both may stand, it is the customer. «شرکت / رابط» is
    not such a header, as a person stands beside the company there."""
    words = [squash(word) for word in _OR.split(header) if squash(word)]
    firms = BY_NAME["company"].keys
    return len(words) > 1 and not firms.isdisjoint(words) and firms | _CUSTOMERS >= set(words)
