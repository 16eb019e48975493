"""Find records by words, over every kind that the user may see."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection
from django.db.models import BooleanField, Q, QuerySet, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce
from django.db.models.lookups import Exact

from kariz.access.queries.visibility import NOTHING, scope_q
from kariz.localisation.text import fold, search_terms

from ..models import SearchEntry
from . import registry
from .schema import TABLE, TRIGRAMS, WORDS

MAX_TERMS = 8
MAX_QUERY = 200
# So many title beginnings are looked at before the newest of them are taken.
TITLES = 200
LAST = "\U0010ffff"


def find(user: Any, q: str, limit: int = 20, kinds: Iterable[str] | None = None) -> list[SearchEntry]:
    """At most `limit` entries that hold every word of `q`: titles that begin with it first, then the newest.

    A word of three letters or more may stand inside another; a shorter one begins a word.
    """
    words = search_terms(q[:MAX_QUERY])[:MAX_TERMS]
    if not any(char.isalnum() for word in words for char in word):
        return []
    entries = SearchEntry.objects.filter(_visible(user, kinds))
    start = fold(q[:MAX_QUERY])
    titles = entries.filter(title_folded__gte=start, title_folded__lt=start + LAST).order_by(
        "title_folded", "id"
    )
    first = sorted(titles[:TITLES], key=lambda entry: entry.pk, reverse=True)[:limit]
    if len(first) == limit:
        return first
    found = _matching(entries, words).exclude(pk__in=[entry.pk for entry in first])
    return first + list(found[: limit - len(first)])


def _visible(user: Any, names: Iterable[str] | None) -> Q:
    """What the user may see, by the owner that the entry carries; what lies in the bin has no entry."""
    seen = scope_q(user, "see", "owner_id")
    if names is None:
        return seen
    # Without statistics SQLite would go through all of a kind by its index; COALESCE takes that way away.
    wanted = [Q(Exact(Coalesce("kind", Value("")), name)) for name in names if name in registry.kinds()]
    return seen & _any(wanted) if wanted else NOTHING


def _any(parts: Sequence[Q]) -> Q:
    whole = parts[0]
    for part in parts[1:]:
        whole |= part
    return whole


def _matching(entries: QuerySet[SearchEntry], words: list[str]) -> QuerySet[SearchEntry]:
    long = [word for word in words if len(word) >= 3]
    short = ["".join(c for c in word if c.isalnum()) for word in words if len(word) < 3]
    short = [word for word in short if word]
    if connection.vendor == "sqlite":
        return _sqlite(entries, long, short)
    return _postgresql(entries, long, short)


def _sqlite(entries: QuerySet[SearchEntry], long: list[str], short: list[str]) -> QuerySet[SearchEntry]:
    # A row id grows with the entry, so the newest come first without sorting all that match. Joining both indexes
    # is slow: beside a long word, the short ones are looked for in the rows that the long one leaves.
    name, terms, mark = (TRIGRAMS, long, "") if long else (WORDS, short, "*")
    conditions = [f"{name} MATCH %s AND {name}.rowid = {TABLE}.id"]
    values = [" AND ".join('"' + term.replace('"', '""') + '"' + mark for term in terms)]
    if long:
        conditions += [f"instr(' ' || replace({TABLE}.folded, char(10), ' '), %s) > 0"] * len(short)
        values += [f" {term}" for term in short]
    return entries.extra(tables=[name], where=conditions, params=values).order_by("-id")


def _postgresql(entries: QuerySet[SearchEntry], long: list[str], short: list[str]) -> QuerySet[SearchEntry]:
    for term in long:
        entries = entries.filter(folded__contains=term)
    for term in short:
        quoted = term.replace("\\", "\\\\").replace("'", "''")
        found = "to_tsvector('simple', folded) @@ to_tsquery('simple', %s)"
        entries = entries.filter(RawSQL(found, [f"'{quoted}':*"], output_field=BooleanField()))
    return entries.order_by("-id")


def ids(kind: str, q: str) -> QuerySet:
    """The ids of one kind's records that hold every word of `q`, for lists; the caller limits what may be seen."""
    words = search_terms(q[:MAX_QUERY])[:MAX_TERMS]
    entries = SearchEntry.objects.filter(kind=kind)
    if not any(char.isalnum() for word in words for char in word):
        return entries.none().values("object_id")
    matching = _inside(entries, words) if connection.vendor == "sqlite" else _matching(entries, words)
    return matching.order_by().values("object_id")


def _inside(entries: QuerySet[SearchEntry], words: list[str]) -> QuerySet[SearchEntry]:
    """What `_sqlite` finds, for use inside another query, where Django gives the table another name."""
    for word in words:
        name, mark = (TRIGRAMS, "") if len(word) >= 3 else (WORDS, "*")
        plain = word if len(word) >= 3 else "".join(char for char in word if char.isalnum())
        if not plain:
            continue
        asked = '"' + plain.replace('"', '""') + '"' + mark
        rows = RawSQL(f"SELECT rowid FROM {name} WHERE {name} MATCH %s", [asked])
        entries = entries.filter(pk__in=rows)
    return entries
