"""Names of companies of which the last word is cut short: "Hill Country Bev", "Pecan Hill Dist.", "Trinity River Log"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

from kariz.reading.names.alike import is_short_for
from kariz.reading.names.parts_of_names import Words

SHORTEST = 3
"""Letters of a word that is cut short."""
SURE = 2
"""Words of its own before it by which a company is told."""


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
                whole = [other for last, other in lasts if len(word) >= SHORTEST and is_short_for(word, last)]
                if whole:
                    found[place] = whole
    return found
