"""What a query asks for: its words as typed, and the other ways in which they may have been meant."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kariz.localisation.keyboard import other_layout
from kariz.localisation.text import fold, search_terms

MAX_TERMS = 8
MAX_QUERY = 200
PARTS, SHORTEST_WHOLE, LONGEST_WHOLE = 3, 5, 24
"""Of words that may be one: so many, and so many letters together."""
_NUMBER = re.compile(r"\+?[\d ()./\-]{4,}")
_PREFIX = re.compile(r"^(?:0098|98(?=\d{8})|00|0)")


@dataclass(frozen=True, slots=True)
class Query:
    """`words` all must be there. `start` is the folded whole, by which titles begin. `swapped` are the words as the
    other keyboard layout writes them, `joined` those of which numbers are joined to what stands before them («سفارش-۷۰»
    is kept without its hyphen, too), `whole` is what two or three words are as one («پیلو پک» of «پیلوپک»); each is empty
    when there is none."""

    start: str
    words: tuple[str, ...]
    swapped: tuple[str, ...] = ()
    joined: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return any(char.isalnum() for word in self.words for char in word)


def read(q: str) -> Query:
    """What `q` asks for."""
    typed = q[:MAX_QUERY]
    start = fold(typed)
    words = _number(start) or tuple(search_terms(typed)[:MAX_TERMS])
    swapped = () if words and words[0].isdecimal() else tuple(search_terms(other_layout(typed))[:MAX_TERMS])
    return Query(start, words, swapped, _joined(words), _whole(words))


def _joined(words: tuple[str, ...]) -> tuple[str, ...]:
    found: list[str] = []
    for word in words:
        if found and word[0].isdecimal() and found[-1].isalpha():
            found[-1] += word
        else:
            found.append(word)
    return tuple(found) if len(found) < len(words) else ()


def _whole(words: tuple[str, ...]) -> tuple[str, ...]:
    together = "".join(words)
    few = 1 < len(words) <= PARTS and SHORTEST_WHOLE <= len(together) <= LONGEST_WHOLE
    return (together,) if few and together.isalpha() else ()


def _number(folded: str) -> tuple[str, ...]:
    """The digits that every spelling of one phone number shares: «+98 (912) 123», «0912-123» and «۹۱۲۱۲۳» are one."""
    if not _NUMBER.fullmatch(folded):
        return ()
    digits = re.sub(r"\D", "", folded)
    bare = _PREFIX.sub("", digits)
    return (bare if len(bare) >= 3 else digits,) if len(digits) >= 4 else ()
