"""Names of firms that may be of one, as people shorten them: "Castlegate Dev", "LTH NHS Trust", "MDP"."""

from __future__ import annotations

from kariz.people.normal import core_words

SHORTEST = 3
"""Letters that tell a firm."""


def may_be_same(name: str, other: str) -> bool:
    """They begin with the same word, one is the other with words left out, or one begins with the initials of the other.
    No proof: only beside something else that speaks for it."""
    mine, theirs = core_words(name), core_words(other)
    if not mine or not theirs:
        return False
    if mine[0] == theirs[0] and len(mine[0]) >= SHORTEST:
        return True
    if set(mine) <= set(theirs) or set(theirs) <= set(mine):
        return True
    return _initials(mine[0], theirs) or _initials(theirs[0], mine)


def _initials(word: str, words: list[str]) -> bool:
    letters = "".join(one[0] for one in words)
    return len(word) >= SHORTEST and letters.startswith(word)
