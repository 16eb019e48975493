"""Names of firms that may be of one, as people shorten them: "Castlegate Dev", "LTH NHS Trust", "MDP"."""

from __future__ import annotations

from collections.abc import Sequence

from kariz.people.firm_words import KINDS
from kariz.people.normal import core_words

SHORTEST = 3
"""Letters that tell a firm."""
LEAST = 2
"""Letters of a word that is cut short."""


def may_be_same(name: str, other: str) -> bool:
    """Each word of the shorter one stands in the other, whole or cut short, or one begins with the initials of the other.
    No proof: only beside something else that speaks for it."""
    few, many = sorted((core_words(name), core_words(other)), key=len)
    if not few or not any(len(word) >= SHORTEST and word not in KINDS for word in few):
        return False
    if all(any(_cut(word, long) or _cut(long, word) for long in many) for word in few):
        return True
    return _initials(few[0], many) or _initials(many[0], few)


def _cut(word: str, long: str) -> bool:
    """ "Dev" of Developments, "Rms" of Rooms."""
    if word == long:
        return True
    letters = iter(long)
    return len(word) >= LEAST and word[0] == long[:1] and all(letter in letters for letter in word)


def _initials(word: str, words: Sequence[str]) -> bool:
    letters = "".join(one[0] for one in words)
    return len(word) >= SHORTEST and letters.startswith(word)
