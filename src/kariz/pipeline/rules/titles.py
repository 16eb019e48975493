"""How alike the titles of two deals are, for all who ask whether two deals may be one."""

from __future__ import annotations

import re

from rapidfuzz.fuzz import ratio, token_set_ratio

from kariz.localisation.digits import to_latin
from kariz.localisation.text import fold, squash
from kariz.people.normal import company_key

ALIKE, WITHIN, LEAST = 85, 95, 6
"""How alike two titles are, of 100; how much so where one has all words of the other, of at least so many letters."""
CALLED_ALIKE = 80
"""How alike where the amount says it already."""
_NUMBER = re.compile(r"\d+")
_MANY = r"\b(?:\d+ ?(?:دستگاه|عدد|تا|pcs?|nos?|off)|x ?\d+|\d+ ?x)\b"
_COUNT = re.compile(rf"\([^)]*\)|{_MANY}", re.IGNORECASE)
_ONLY_COUNT = re.compile(rf"\(?\s*{_MANY}\s*\)?", re.IGNORECASE)


def are_one(one: str, other: str) -> bool:
    """The same but for spelling."""
    return squash(one) == squash(other)


def are_alike(one: str, other: str) -> bool:
    """Nearly the same, where little else speaks for it; «فاز ۱» and «فاز ۲» are two."""
    mine, theirs = squash(one), squash(other)
    if ratio(mine, theirs) < ALIKE:
        within = min(len(mine), len(theirs)) >= LEAST
        if not (within and token_set_ratio(fold(one), fold(other)) >= WITHIN):
            return False
    return _NUMBER.findall(mine) == _NUMBER.findall(theirs)


def are_called_alike(one: str, other: str, least: int = CALLED_ALIKE) -> bool:
    """Of the same words, more or less, where much else speaks for it."""
    return token_set_ratio(company_key(one), company_key(other)) >= least


def without_count(title: str) -> str:
    """What is compared of a title that may say how many: «چسب زن کارتن (2 عدد)»."""
    return squash(_COUNT.sub(" ", to_latin(title))) or squash(title)


def in_any_order(title: str) -> str:
    """The same for titles of the same words: "99kW factory roof", "Factory roof 99kW"."""
    words = fold(_COUNT.sub(" ", to_latin(title))).split()
    return squash(" ".join(sorted(words))) or squash(title)


def are_one_but_for_count(one: str, other: str) -> bool:
    """The same but for how many: «پمپ (۲ عدد)», "Fit-out x2"; what else stands in brackets makes two of them."""
    mine, theirs = (squash(_ONLY_COUNT.sub(" ", to_latin(title))) or squash(title) for title in (one, other))
    return mine == theirs
