"""Names that are a part of what somebody is called: no list takes a full name for one of them."""

from __future__ import annotations

import re

from kariz.localisation.text import fold
from kariz.reading.names.names import are_man_and_woman, bare, is_fuller, words_of

_WORDS = re.compile(r"[^\W\d_]+")


def says_less(name: str, known: str) -> bool:
    """Is `name` a part of what somebody is called: «آقای نیکنام» of «مهدی نیکنام», "P. Naylor" of "Peter Naylor"? A letter
    that begins no other name, or a title of the other sex, tells of somebody else."""
    if not is_fuller(known, name) or are_man_and_woman(name, known):
        return False
    rest = [word[0] for word in words_of(known) - words_of(name)]
    letters = [word for word in _WORDS.findall(fold(bare(name))) if len(word) == 1]
    return all(letter in rest for letter in letters)
