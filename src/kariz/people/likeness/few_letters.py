"""Names of companies that differ in what people leave out or spell by ear, where few companies are called so."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import groupby

from kariz.localisation.text import fold

from ..firm_words import BRANCHES, CITIES, KINDS, PLACES
from . import short_words
from .called import COMMON, is_telling
from .given_names import GIVEN_NAMES

UNSAID = "اویه"
"""Letters that are written in a Persian word or not: «باسلق» and «باسلوق», «حاج» and «حاجی»."""
SHORTEST = 8
"""Letters of a word by which alone few are called."""
FEWEST = 2
"""Companies that have it, of which one may be the other."""
_ONE = {fold("حاجی"): fold("حاج")}
_UNSAID = re.compile(f"(?<=.)[{UNSAID}]")


@lru_cache(maxsize=8192)
def by_ear(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Do the names say the same, but that one writes a letter more within a word: a vowel, or one twice? At its end one
    makes another word: «پارسا» is none of «پارس»."""
    mine, theirs = ([_ONE.get(word, word) for word in words] for words in (one, other))
    if len(mine) != len(theirs):
        mine, theirs = ["".join(mine)], ["".join(theirs)]
    pairs = [pair for pair in zip(mine, theirs, strict=True) if pair[0] != pair[1]]
    return all(_is_by_ear(*sorted(pair, key=len)) for pair in pairs)


def _is_by_ear(short: str, whole: str) -> bool:
    if len(short) == len(whole) or short.isascii() or whole.isascii() or short[-1] != whole[-1]:
        return False
    if any(word in GIVEN_NAMES or word.removesuffix("ی") in GIVEN_NAMES for word in (short, whole)):
        # «حسن» and «حسین», «کرمی» and «کریمی» are two.
        return False
    letters = iter(whole)
    return all(letter in letters for letter in short) and _bare(short) == _bare(whole)


def _bare(text: str) -> str:
    return "".join(letter for letter, _run in groupby(_UNSAID.sub("", text)))


def is_craft(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """«فنر ظفر» and «فنرسازی ظفر»."""
    pairs = short_words.shortened(one, other)
    return bool(pairs) and all(short_words.is_its_craft(*pair) for pair in pairs)


def only_word(one: Sequence[str], other: Sequence[str], rare: Mapping[str, int]) -> str:
    """The long word that only these two have, where all else that they are called says what they make or is everybody's:
    «قطعه سازی چرخشگران» and «چرخشگران نو»."""
    shared = set(one) & set(other)
    words = [word for word in shared if len(word) >= SHORTEST and rare.get(word) == FEWEST]
    if len(words) != 1 or not is_telling(words[0]) or words[0].isascii():
        return ""
    rest = (set(one) | set(other)) - shared
    return words[0] if rest and all(_is_general(word, one, other) for word in rest) else ""


def _is_general(word: str, *names: Sequence[str]) -> bool:
    if word in CITIES or word in PLACES or word in BRANCHES or word.isdecimal():
        return False
    if word in KINDS or word in COMMON or word in short_words.CRAFTS:
        return True
    return any(
        name[at + 1] in short_words.CRAFTS
        for name in names
        for at in range(len(name) - 1)
        if name[at] == word
    ) or word.endswith(short_words.CRAFTS)
