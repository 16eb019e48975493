"""The words that titles hold, and which of them somebody meant who typed another.

A word is kept under itself, under itself without one letter (so that a wrong, missing, surplus or swapped letter meets
it half-way), under how it sounds, and under its consonants (which both scripts share). Of a long word the first seven
letters without each two are kept as well: two slips leave five of them in their order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial
from itertools import combinations, islice

from django.db import connection, transaction
from django.db.models import F
from rapidfuzz import process
from rapidfuzz.distance import OSA

from kariz.localisation.sounds import romanised, skeleton, sound
from kariz.web import bulk

from ..models import SearchSpelling

SHORTEST, LONG, LONGEST = 3, 7, 24
NEAREST, BESIDE = 8, 3
"""So many words at most stand for one that was typed; and for one that is a known word itself."""
SOUNDS_ALIKE, OTHER_SCRIPT = 0.5, 0.6
"""How far such a word is, in letters that differ."""
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
    """For each typed word the known words that it may stand for, nearest first; one statement, whatever the number.

    A known word with no other beside it has an empty list; an unknown one that stands for none is left out.
    """
    asked = list(dict.fromkeys(filter(_is_word, typed)))
    found: dict[str, list[str]] = {}
    for word, rows in zip(asked, _looked_up(asked), strict=True):
        if (nearest := _nearest(word, rows)) or (word, word) in rows:
            found[word] = nearest
    return found


_Rows = list[tuple[str, str]]
"""Known words, each after the form by which it was found."""
_LOOK = (
    f"SELECT * FROM (SELECT {{at}} AS at, form, word FROM {SearchSpelling._meta.db_table}"
    f" WHERE form {{which}} ORDER BY form {{order}} LIMIT {_LOOKED_AT}) AS look"
)


def _looked_up(asked: Sequence[str]) -> list[_Rows]:
    """For each of the words what its forms lead to.

    Two bounded looks a word, put together: SQLite would go through the whole index for several ranges in one
    condition. What has the beginning of a word only («<») comes last, for of a long one there may be very many.
    """
    if not asked:
        return []
    looks, values = [], []
    for at, word in enumerate(asked):
        forms = sorted(_asked(word))
        which = f"IN ({', '.join(['%s'] * len(forms))})"
        looks.append(_LOOK.format(at=at, which=which, order="DESC"))
        values += forms
        if bare := skeleton(word):
            looks.append(_LOOK.format(at=at, which="BETWEEN %s AND %s", order="ASC"))
            # One consonant says too little to go by its beginning.
            values += [f"={bare}", f"={bare}{_LAST if len(bare) > 1 else ''}"]
    found: list[_Rows] = [[] for _word in asked]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(looks), values)
        for at, form, word in cursor.fetchall():
            found[at].append((form, word))
    return found


def _asked(word: str) -> set[str]:
    found = {word, f"~{sound(word)}"}
    found.update(f"<{five}" for five in fives(word))
    return found | _shorter(word) if len(word) > SHORTEST else found


def fives(word: str) -> set[str]:
    """What two slips can leave of the beginning of a long word."""
    return set(map("".join, combinations(word[:LONG], LONG - 2))) if len(word) >= LONG else set()


def _shorter(word: str) -> set[str]:
    return {word[:at] + word[at + 1 :] for at in range(len(word))}


def _nearest(typed: str, rows: _Rows) -> list[str]:
    far: dict[str, float] = {}
    latin = typed.isascii()
    same = {word for _form, word in rows if word.isascii() == latin and word != typed}
    most = 2 if len(typed) >= LONG else 1
    for word, steps, _at in process.extract(typed, same, scorer=OSA.distance, score_cutoff=most, limit=None):
        far[word] = steps
    if not latin:
        far.update((word, SOUNDS_ALIKE) for form, word in rows if form[0] == "~" and word in same)
    others = (word for form, word in rows if form[0] == "=" and word.isascii() != latin)
    written = (word for word in others if romanised(*((word, typed) if latin else (typed, word))))
    # By the form: those that have no other consonants come first.
    far.update((word, OTHER_SCRIPT) for word in islice(written, NEAREST))
    most = BESIDE if (typed, typed) in rows else NEAREST
    return sorted(far, key=lambda word: (far[word], word))[:most]
