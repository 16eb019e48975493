"""Do two texts say one step?"""

from __future__ import annotations

from rapidfuzz.distance import OSA

from kariz.localisation.text import fold
from kariz.reading.cells.values import same_name

LIKE = 0.8
"""How much of two texts must be the same, where neither has all the words of the other."""


def are_alike(one: str, other: str) -> bool:
    """The same but for a slip, or the one says a few words more."""
    mine, theirs = set(fold(one).split()), set(fold(other).split())
    if same_name(one) == same_name(other):
        return True
    if not mine or not theirs:
        return False
    return mine <= theirs or theirs <= mine or OSA.normalized_similarity(fold(one), fold(other)) >= LIKE
