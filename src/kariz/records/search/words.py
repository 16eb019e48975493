"""The words that titles hold, and which of them somebody meant who typed another.

A word is kept under itself, under itself without one letter (so that a wrong, missing, surplus or swapped letter meets
it half-way), under how it sounds, and under its consonants (which both scripts share). Of a long word the first seven
letters without each two are kept as well: two slips leave five of them in their order.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial
from itertools import combinations, islice

from django.db import transaction
from django.db.models import F, Q
from rapidfuzz.distance import OSA

from kariz.localisation.sounds import romanised, skeleton, sound
from kariz.web import bulk

from ..models import SearchSpelling

SHORTEST, LONG, LONGEST = 3, 7, 24
NEAREST, BESIDE = 8, 3
"""So many words at most stand for one that was typed; and for one that is a known word itself."""
_LAST = "\U0010ffff"
_LOOKED_AT = 600


def of(*texts: str) -> set[str]:
    """The words of folded texts that can be misspelt: letters only."""
    # `_is_word`, without a call for each of the hundred thousand words of an import.
    return {
        word for text in texts for word in text.split() if SHORTEST <= len(word) <= LONGEST and word.isalpha()
    }


def _is_word(word: str) -> bool:
    return SHORTEST <= len(word) <= LONGEST and word.isalpha()


_known: ContextVar[set[str] | None] = ContextVar("known", default=None)
MOST_KNOWN = 100_000


@contextmanager
def remembered() -> Iterator[None]:
    """For one run of many transactions: words that are kept for certain are not asked for again."""
    token = _known.set(set())
    try:
        yield
    finally:
        _known.reset(token)


def learn(words: Iterable[str]) -> None:
    """Keep the words that are not known yet: one statement to ask, one or more to write."""
    new = set(words)
    if (known := _known.get()) is not None and len(known) < MOST_KNOWN:
        new -= known
        # What a transaction wrote that is gone back to is not kept.
        transaction.on_commit(partial(known.update, frozenset(new)))
    if new:
        new -= set(SearchSpelling.objects.filter(form__in=new, word=F("form")).values_list("word", flat=True))
    rows = [{"form": form, "word": word} for word in sorted(new) for form in forms(word)]
    bulk.insert_values(SearchSpelling, rows)


def forms(word: str) -> set[str]:
    """All forms under which a word is kept."""
    return _asked(word) | {f"={skeleton(word)}"}


def near(typed: Sequence[str]) -> dict[str, list[str]]:
    """For each typed word the known words that it may stand for, nearest first; two statements, whatever the number."""
    asked = [word for word in typed if _is_word(word)]
    if not asked:
        return {}
    wanted = {form for word in asked for form in _asked(word)}
    rows = SearchSpelling.objects.order_by().values_list("word", flat=True)
    found = set(rows.filter(form__in=wanted)[:_LOOKED_AT])
    found.update(rows.filter(_same_consonants(asked)).order_by("form")[:_LOOKED_AT])
    return {word: _nearest(word, found) for word in asked}


def _asked(word: str) -> set[str]:
    found = {word, f"~{sound(word)}"}
    found.update(f"<{five}" for five in fives(word))
    return found | _shorter(word) if len(word) > SHORTEST else found


def _same_consonants(words: Iterable[str]) -> Q:
    """One consonant says too little to go by its beginning."""
    wanted = Q()
    for bare in filter(None, map(skeleton, words)):
        form = f"={bare}"
        wanted |= Q(form=form) if len(bare) == 1 else Q(form__gte=form, form__lt=form + _LAST)
    return wanted


def fives(word: str) -> set[str]:
    """What two slips can leave of the beginning of a long word."""
    return set(map("".join, combinations(word[:LONG], LONG - 2))) if len(word) >= LONG else set()


def _shorter(word: str) -> set[str]:
    return {word[:at] + word[at + 1 :] for at in range(len(word))}


def _nearest(typed: str, words: Collection[str]) -> list[str]:
    far = [(distance, word) for word in words if (distance := _distance(typed, word)) is not None]
    return [word for _distance, word in islice(sorted(far), BESIDE if typed in words else NEAREST)]


def _distance(typed: str, word: str) -> float | None:
    """How far the word is from what was typed; None when it is another word."""
    if typed == word:
        return None
    if typed.isascii() != word.isascii():
        persian, latin = (word, typed) if typed.isascii() else (typed, word)
        return 0.6 if romanised(persian, latin) else None
    if not typed.isascii() and sound(typed) == sound(word):
        return 0.5
    if len(typed) < SHORTEST or min(len(typed), len(word)) < SHORTEST:
        return None
    most = 2 if len(typed) >= LONG else 1
    steps = OSA.distance(typed, word, score_cutoff=most)
    return float(steps) if steps <= most else None
