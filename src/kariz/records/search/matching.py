"""The entries that hold words, by the text index of the database at hand."""

from __future__ import annotations

import time
from collections.abc import Sequence

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import BooleanField, Max, Q, QuerySet
from django.db.models.expressions import OrderBy, RawSQL

from ..models import AnyEntry
from . import schema, tokens

Term = Sequence[str]
"""Spellings of one word; one of them must be there."""
_FEW = 20
"""With so many that hold the very words, those that begin with them are not looked for."""
_NEWEST, _NEWEST_GUESSED, _GATHERED = 2_000, 600, 120
"""Entries that PostgreSQL goes through before it asks the index, which gives no order; where each is held against
many spellings, fewer."""
_DEAR = 10
"""Times that making the words of a row is reckoned."""
_LAST_FOR = 5.0
"""Seconds for which the last number is remembered: only the reach of that first look depends on it."""


def newest(
    entries: QuerySet[AnyEntry], terms: Sequence[Term], marks: Sequence[Term], most: int
) -> list[AnyEntry]:
    """At most `most` of the entries that hold every term, newest first. `marks` narrow SQLite's index."""
    if not terms:
        return []
    if connection.vendor == "sqlite":
        return list(_sqlite(entries, terms, marks)[:most])
    return _postgresql(entries, terms, most)


def newest_with_words(
    entries: QuerySet[AnyEntry], terms: Sequence[Term], marks: Sequence[Term], most: int
) -> list[AnyEntry]:
    """The same for known words (and single letters), each of which begins a word of the text: the indexes of words name
    those of ten spellings at once, while to join the trigrams of each takes ten to thirty times as long."""
    if connection.vendor != "sqlite":
        return _postgresql(entries, terms, most, known=True)
    # Words first as they are: SQLite finds the newest of them without going through all, which it does for beginnings.
    found: list[AnyEntry] = []
    for end in ("", "*"):
        asked = " AND ".join([*(_words_of(term, end) for term in terms), *map(_any_of, marks)])
        found = list(_matching(entries, schema.of(entries.model).words, [asked])[:most])
        if len(found) >= _FEW:
            break
    return found


def newest_of(
    owner_id: int, own: QuerySet[AnyEntry], terms: Sequence[Term], marks: Sequence[Term], most: int
) -> list[AnyEntry]:
    """The same among the entries of one owner, for terms that many hold."""
    if connection.vendor == "sqlite":
        return newest(own, terms, [*marks, [tokens.owner(owner_id)]], most)
    return list(own.filter(_held(terms)).order_by("-pk")[:most])


def _sqlite(entries: QuerySet[AnyEntry], terms: Sequence[Term], marks: Sequence[Term]) -> QuerySet[AnyEntry]:
    # Joining both indexes is slow: beside a long word, single letters are looked for in the rows that it leaves.
    long = [term for term in terms if max(map(len, term)) >= 2]
    short = [term[0] for term in terms if term not in long]
    on = schema.of(entries.model)
    name = on.trigrams if long else on.words
    asked = [_any_of(term) for term in long] or [f'"{_letters(word)}"*' for word in short]
    text = " AND ".join([*asked, *map(_any_of, marks)])
    if not long:
        return _matching(entries, name, [text])
    inside = [f"instr(replace({on.table}.folded, char(10), ' '), %s) > 0"] * len(short)
    return _matching(entries, name, [text, *(f" {word}" for word in short)], *inside)


def _matching(
    entries: QuerySet[AnyEntry], name: str, values: Sequence[str], *conditions: str
) -> QuerySet[AnyEntry]:
    match = f"{name} MATCH %s AND {name}.rowid = {schema.of(entries.model).table}.id"
    found = entries.extra(tables=[name], where=[match, *conditions], params=values)
    # By the index's own number: by the entry's, SQLite would sort all that match.
    return found.order_by(OrderBy(RawSQL(f"{name}.rowid", []), descending=True))


def _words_of(term: Term, end: str) -> str:
    """For the index of words. What is short begins a word in any case."""
    spellings = (f"{_quoted(one)}{end if len(one) >= 3 else '*'}" for one in term)
    return f"({' OR '.join(spellings)})"


def _any_of(term: Term) -> str:
    """For the index of trigrams. Two letters begin a word, which has a space before it."""
    spellings = [one if len(one) >= 3 else f" {one}" for one in term if len(one) >= 2]
    return f"({' OR '.join(map(_quoted, spellings))})"


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _letters(word: str) -> str:
    return "".join(filter(str.isalnum, word))


def _postgresql(
    entries: QuerySet[AnyEntry], terms: Sequence[Term], most: int, *, known: bool = False
) -> list[AnyEntry]:
    """The newest by a look at them, which soon fills a page with what is common; what is rare by the index, and
    without an order: to sort thousands, the server would fetch them all."""
    last, guessed = _last(entries.model), any(len(term) > 1 for term in terms)
    reach = _NEWEST_GUESSED if guessed else _NEWEST
    young = list(entries.filter(_held(terms), pk__gt=last - reach).order_by("-pk")[:most])
    if len(young) == most or last <= reach:
        return young
    seen = {entry.pk for entry in young}
    by_words = [term for term in terms if known or len(term) > 1]
    others = _with_words(entries, by_words) if by_words else entries
    others = others.filter(_held([term for term in terms if term not in by_words])).order_by()[:_GATHERED]
    more = [entry for entry in others if entry.pk not in seen]
    return (young + sorted(more, key=lambda entry: -entry.pk))[:most]


def _last(entries: type[AnyEntry]) -> int:
    """The last number that was given out, or one of a moment ago; kept with the thread's own connection."""
    all_kept = vars(connections[DEFAULT_DB_ALIAS]).setdefault("last_search_entries", {})
    number, at = all_kept.get(entries, (0, 0.0))
    if time.monotonic() - at > _LAST_FOR:
        number = entries._default_manager.aggregate(last=Max("pk"))["last"] or 0
        all_kept[entries] = number, time.monotonic()
    return int(number)


def _held(terms: Sequence[Term]) -> Q:
    condition = Q()
    for term in terms:
        one = Q()
        for spelling in term:
            # What is short begins a word, as every word of the text has a space before it.
            one |= Q(folded__contains=spelling if len(spelling) >= 3 else f" {spelling}")
        condition &= one
    return condition


def _with_words(entries: QuerySet[AnyEntry], terms: Sequence[Term]) -> QuerySet[AnyEntry]:
    asked = " & ".join(f"({' | '.join(map(_beginning, term))})" for term in terms)
    # Always true, but dear by the server's reckoning: else it would, of a word that it believes to be common, make the
    # words of row after row until it had enough.
    dear = (
        f"({schema.of(entries.model).table}.id > 0 OR {' OR '.join(['to_tsvector(folded) IS NULL'] * _DEAR)})"
    )
    return _asked(entries, asked).filter(RawSQL(dear, [], output_field=BooleanField()))


def rows_that_hold(entries: QuerySet[AnyEntry], words: Sequence[str]) -> QuerySet[AnyEntry]:
    """The same for use inside another query, where Django gives the table another name."""
    on = schema.of(entries.model)
    for word in words:
        if connection.vendor != "sqlite":
            entries = entries.filter(folded__contains=word) if len(word) >= 3 else _begun(entries, word)
            continue
        name, asked = (on.trigrams, _any_of([word])) if len(word) >= 2 else (on.words, f'"{_letters(word)}"*')
        if len(word) >= 2 or _letters(word):
            rows = RawSQL(f"SELECT rowid FROM {name} WHERE {name} MATCH %s", [asked])
            entries = entries.filter(pk__in=rows)
    return entries


def _begun(entries: QuerySet[AnyEntry], word: str) -> QuerySet[AnyEntry]:
    return _asked(entries, _beginning(word)) if _letters(word) else entries


def _beginning(word: str) -> str:
    return f"'{_letters(word)}':*"


def _asked(entries: QuerySet[AnyEntry], asked: str) -> QuerySet[AnyEntry]:
    found = "to_tsvector('simple', folded) @@ to_tsquery('simple', %s)"
    return entries.filter(RawSQL(found, [asked], output_field=BooleanField()))
