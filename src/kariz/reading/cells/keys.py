"""Words of files as they are compared."""

from __future__ import annotations

from kariz.localisation.text import squash


def keys_of(words: str) -> frozenset[str]:
    """ "net|net value" squashed, each word between the bars."""
    return frozenset(map(squash, words.split("|")))
