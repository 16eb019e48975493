"""English names of companies that are written as initials: "NSDG", "Kavanagh GC"."""

from __future__ import annotations

import re
from functools import lru_cache

from kariz.localisation.text import fold

from ..normal import LEGAL_FORMS, core_words
from .called import is_telling

SHORTEST, LONGEST = 3, 6
"""Letters of initials that stand for a whole name."""
WITHIN = (2, 4)
"""Of those that stand for some words of it, the fewest and the most."""
MARK = "="
"""Before initials among the words that few companies have."""
_SPOKEN = frozenset(["group", "holding", "company", "corporation"])
"""Legal forms whose letter people take into the initials, unlike that of "Ltd"."""
_SILENT = frozenset(["of", "the", "and", "for", "in", "at", "a", "an", "to"])
_VOWEL = re.compile(r"[aeiouy]")
_WORD = re.compile(r"\w+")


@lru_cache(maxsize=8192)
def of_name(name: str) -> frozenset[str]:
    """The initials of three words or more, with words like "Group" and without: "nsdg", "nsd"."""
    if not name.isascii():
        return frozenset()
    words = [word for word in _WORD.findall(fold(name)) if word not in _SILENT and word.isalpha()]
    plain = LEGAL_FORMS - _SPOKEN
    ways = ([word for word in words if word not in forms] for forms in (plain, LEGAL_FORMS))
    found = {"".join(word[0] for word in way) for way in ways}
    return frozenset(one for one in found if SHORTEST <= len(one) <= LONGEST)


@lru_cache(maxsize=8192)
def as_name(name: str) -> str:
    """What a company is called by nothing but initials, written in capitals or of no word that can be spoken: "NSDG
    Ltd"; else ""."""
    words = core_words(name) if name.isascii() else []
    if len(words) != 1 or not (word := words[0]).isalpha() or not SHORTEST <= len(word) <= LONGEST:
        return ""
    typed = next((one for one in _WORD.findall(name.replace(".", "")) if fold(one) == word), "")
    return word if typed.isupper() or not _VOWEL.search(word) else ""


def stand_for(one: str, other: str) -> str:
    """The initials by which one of two names is the other's, in small letters; else ""."""
    return next((short for short, whole in (_pair(one, other), _pair(other, one)) if short in whole), "")


def _pair(one: str, other: str) -> tuple[str, frozenset[str]]:
    return as_name(one), of_name(other)


def within(one: tuple[str, ...], other: tuple[str, ...]) -> str:
    """The initials in one of two names, as their words, that stand for words of the other, where all else is the same and
    tells who it is: "gc" of "Kavanagh GC" and "Kavanagh General Contractors"; else ""."""
    less, more = sorted((one, other), key=len)
    least, most = WITHIN
    size = len(more) - len(less) + 1
    if not least <= size <= most:
        return ""
    for at, word in enumerate(less):
        rest = less[:at] + less[at + 1 :]
        meant = more[at : at + size]
        if (
            len(word) == size
            and word.isascii()
            and word == "".join(each[0] for each in meant)
            and rest == more[:at] + more[at + size :]
            and any(len(each) > SHORTEST and is_telling(each) for each in rest)
        ):
            return word
    return ""
