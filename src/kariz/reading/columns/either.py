"""Headers that name one thing by two words: «شرکت / مشتری», "company or customer"."""

from __future__ import annotations

import re
from collections.abc import Callable

from kariz.localisation.text import squash
from kariz.reading.columns.fields import BY_NAME

_OR = re.compile(r"[/\\|،,]|\s(?:یا|or)\s")
_BUYERS = "مشتری|نام مشتری|مشتریان|خریدار|نام خریدار|طرف حساب|طرف قرارداد|کارفرما|customer|customer name|client|buyer"
_CUSTOMERS = frozenset(map(squash, _BUYERS.split("|")))
"""Who buys, be it a company or a person."""
_WHERE = (
    "site|site name|branch|premises|building|venue|property|store|shop|plant|outlet|school|"
    "complex|مجتمع|محل|محل پروژه|شعبه|ساختمان|ملک|سایت|کارگاه|کارخانه|نام محل"
)
_PLACES = frozenset(map(squash, _WHERE.split("|")))
"""Where something is done: what stands beside it says whose place it is, and that is no person."""


def names_a_firm(header: str) -> bool:
    """One of the words says a company, or a place of the customer, and none a person: where both may stand, it is the
    customer. «شرکت / رابط» is not such a header, as a person stands beside the company there; with the phone, too, in
    «شرکت / شخص / تلفن», each cell begins with the company."""
    words = {squash(word) for word in _OR.split(header) if squash(word)}
    firms = BY_NAME["company"].keys
    first, *others = [squash(word) for word in _OR.split(header)]
    if first in firms | _PLACES and len(others) > 1 and _reaches(others):
        return True
    if len(words) < 2 or not firms | _CUSTOMERS | _PLACES >= words:
        return False
    return not firms.isdisjoint(words - _PLACES) or not (
        _CUSTOMERS.isdisjoint(words) or _PLACES.isdisjoint(words)
    )


def _reaches(words: list[str]) -> bool:
    """Do they say a person and how to ring?"""
    phones = BY_NAME["phone"].keys | BY_NAME["mobile"].keys | BY_NAME["company_phone"].keys
    people = BY_NAME["contact"].keys
    return not phones.isdisjoint(words) and not people.isdisjoint(words) and phones | people >= set(words)


def said_twice(header: str, by_word: Callable[[str], str]) -> str:
    """What "Value / price" means: every word of it is known, and says the same. `by_word`: what a header is of."""
    words = [word for word in _OR.split(header) if word.strip()]
    found = {by_word(word) for word in words} if len(words) > 1 else set()
    return found.pop() if len(found) == 1 else ""
