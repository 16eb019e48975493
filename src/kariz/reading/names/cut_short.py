"""Names of companies of which the last word is cut short: "Hill Country Bev", "Pecan Hill Dist.", "Trinity River Log"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

from kariz.people.firm_words import ENGLISH_CALLED_BY, KINDS
from kariz.reading.names.alike import is_short_for
from kariz.reading.names.parts_of_names import Words

SHORTEST = 3
"""Letters of a word that is cut short."""
SURE = 2
"""Words of its own before it by which a company is told."""
_WHOLE = (
    "air art bank barn book bread car card care cart cat court craft door farm film fish flat form fuel gas gold grain "
    "hall ham health home horse iron lab land law leaf light mark market meat mill mine motor news oil organ paint paper "
    "park part pen pet plan plant port post press print rail rent rest road roof room sand sea seal seed ship shop "
    "sign silk sport stage star steel stone store sun tail tank text tile timber tool tour town track trade trail train "
    "trust water wind wine wood work yard"
)
_ALONE = frozenset(_WHOLE.split()) | KINDS | ENGLISH_CALLED_BY
"""What a company may do or be by itself, although longer words begin so: "Blue Hill Pet" is no petroleum."""
_VOWELS = "aeiou"


def wholes(names: Iterable[list[str]], own: Callable[[Words], Words]) -> dict[int, list[int]]:
    """{place of a name: those that say the same, their last word in full}. `own`: the words by which companies are told."""
    begin: dict[tuple[str, ...], list[tuple[str, int]]] = defaultdict(list)
    for place, words in enumerate(names):
        if len(words) > SURE:
            begin[tuple(words[:-1])].append((words[-1], place))
    found = {}
    for first, lasts in begin.items():
        if len(lasts) > 1 and len(own(frozenset(first))) >= SURE:
            for word, place in lasts:
                whole = [other for last, other in lasts if _is_cut(word) and is_short_for(word, last)]
                if whole:
                    found[place] = whole
    return found


def _is_cut(word: str) -> bool:
    """May it be the beginning of a word? Nobody cuts one behind a vowel, and "Spa" is one as it stands."""
    return len(word) >= SHORTEST and word[-1] not in _VOWELS and word not in _ALONE
