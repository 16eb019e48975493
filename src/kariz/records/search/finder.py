"""Find records by words, over every kind that the user may see: best first, spelling aside."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.db.models.lookups import Exact

from kariz.access.queries.visibility import NOTHING, scope_q

from ..models import AnyEntry, SearchEntry, WorkEntry
from ..queries import recents
from . import registry, tokens, words
from .matching import newest, newest_of, newest_with_words, rows_that_hold
from .ranking import Ranking, fit_of
from .reading import Query, read

_NEWEST, _OWN, _TITLES, _GUESSED = 100, 40, 40, 80
_ENOUGH = 5
"""With so many that fit as typed, other spellings are not asked for."""
_LAST = "\U0010ffff"
_MOST_OWNERS = 60


def find(user: Any, q: str, limit: int = 20, kinds: Iterable[str] | None = None) -> list[AnyEntry]:
    """At most `limit` entries that hold every word of `q`, best first: whole title, its beginning, beginnings of
    words, anywhere, other spellings; what the user opened lately and what is theirs weighs more, and records stand
    before the work on them.

    A word of three letters or more may stand inside another; a shorter one begins a word.
    """
    query = read(q)
    if not query:
        return []
    kinds = None if kinds is None else list(kinds)
    lately = recents.order_of(user)
    opened = recents.of_keys(lately, user) if lately else []
    records, work = (_Place(user, query, table, kinds) for table in (SearchEntry, WorkEntry))
    found, more = records.as_typed(opened), work.as_typed(opened)
    near: dict[str, list[str]] = {}
    if len(found) < min(limit, _ENOUGH):
        near = words.near([*query.words, *query.swapped, *query.whole])
        found |= records.as_meant(near)
        if len(found) + len(more) < min(limit, _ENOUGH):
            more |= work.as_meant(near)
    return Ranking(query, user.pk, lately, near).best([*found.values(), *more.values()], limit)


class _Place:
    """One table of entries, in which one person looks for one query among what they see, by the owner that an entry
    carries; what lies in the bin has no entry."""

    def __init__(self, user: Any, query: Query, table: type[AnyEntry], kinds: Iterable[str] | None) -> None:
        own = [name for name, kind in registry.kinds().items() if kind.entries is table]
        names = None if kinds is None else [name for name in kinds if name in own]
        self._kinds: Collection[str] = own if names is None else names
        self._user, self._query = user, query
        self._entries: QuerySet[Any] = table._default_manager.filter(
            scope_q(user, "see", "owner_id"), _of_kinds(names)
        )
        # Asked where much is seen already, and one's own with it. Beside the condition on whom else one sees, PostgreSQL
        # would fetch all of them instead of taking the newest by its index of owners.
        self._own: QuerySet[Any] = table._default_manager.filter(_of_kinds(names), owner_id=user.pk)
        self._marks = _marks(user, names)

    def as_typed(self, opened: Sequence[AnyEntry]) -> dict[int, AnyEntry]:
        """The candidates: beginnings of titles, what was opened lately, one's own, the newest."""
        if not self._kinds:
            return {}
        query, entries = self._query, self._entries
        titles = entries.filter(title_folded__gte=query.start, title_folded__lt=query.start + _LAST)
        found: list[AnyEntry] = list(titles.order_by("title_folded", "id")[:_TITLES])
        found += [
            one
            for one in opened
            if one.kind in self._kinds and fit_of(query.words, one.title_folded, one.folded)
        ]
        terms = [[word] for word in query.words if any(map(str.isalnum, word))]
        new = newest(entries, terms, self._marks, _NEWEST)
        found += new
        if len(new) == _NEWEST:
            found += newest_of(self._user.pk, self._own, terms, self._marks, _OWN)
        return {entry.pk: entry for entry in found}

    def as_meant(self, near: dict[str, list[str]]) -> dict[int, AnyEntry]:
        """What fits in another spelling: as another keyboard layout writes it, with its numbers joined on, or its words as
        one."""
        found: list[AnyEntry] = []
        query = self._query
        for typed in (query.words, query.swapped, query.joined, query.whole) if self._kinds else ():
            others = any(near.get(word) for word in typed)
            if not others and (typed is query.words or (typed is query.whole and _parts_suffice(query))):
                continue
            known = all(word in near or (word.isalpha() and len(word) < words.SHORTEST) for word in typed)
            look = newest_with_words if others and known else newest
            terms = [[word, *near.get(word, ())] for word in typed]
            found += look(self._entries, terms, self._marks, _GUESSED)
        return {entry.pk: entry for entry in found}


def _parts_suffice(query: Query) -> bool:
    """Who holds the words as one holds each of them, and was found by them: only what is short must begin a word."""
    return all(len(word) >= words.SHORTEST for word in query.words)


def _of_kinds(names: list[str] | None) -> Q:
    if names is None:
        return Q()
    # Without statistics SQLite would go through all of a kind by its index; COALESCE takes that way away.
    wanted = NOTHING
    for at, name in enumerate(names):
        one = Q(Exact(Coalesce("kind", Value("")), name))
        wanted = one if at == 0 else wanted | one
    return wanted


def _marks(user: Any, names: list[str] | None) -> list[list[str]]:
    """What narrows SQLite's index to the owners and kinds that can be seen; the columns have the last word."""
    found = [] if not names else [[tokens.kind(name) for name in names]]
    scope = user.reach.scope("see")
    if scope == "all":
        return found
    owners = {user.pk, *(user.reach.colleague_ids if scope == "team" else ())}
    if len(owners) < _MOST_OWNERS:
        found.append([tokens.owner(None), *map(tokens.owner, sorted(owners))])
    return found


def ids(kind: str, q: str) -> QuerySet:
    """The ids of one kind's records that hold every word of `q`, for lists; the caller limits what may be seen."""
    query = read(q)
    entries: QuerySet[Any] = registry.entries_of(kind)._default_manager.filter(kind=kind)
    if not query:
        return entries.none().values("object_id")
    return rows_that_hold(entries, query.words).order_by().values("object_id")
