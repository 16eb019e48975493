"""Keep the search entries in step with the records, in the same transaction as the change."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain
from typing import Any

from django.db import connection, transaction
from django.db.models import Model
from django.utils import timezone

from kariz.localisation.text import fold, search_copy_of
from kariz.web import behind, bulk
from kariz.web.locks import one_at_a_time

from ..models import AnyEntry, Comment, File
from . import registry, tokens, words

ATTACHED = 4_000
"""Characters of notes and file names that are searched with one record."""
NOTED = 2_000
"""Characters of what is written in a record's own notes."""


def put(kind: str, records: Iterable[Model], *, new: bool = False) -> None:
    """Add the records or renew their entries, with what is written and attached to them: few statements for 500."""
    records = list(records)
    if not new:
        _await_others(kind, [record.pk for record in records])
    _put(kind, records, new)


def _await_others(kind: str, ids: Collection[int]) -> None:
    """Two that write on one record at the same time renew its entry one after the other, and the second knows of what
    the first wrote. Of many together each is changed itself, which keeps others away already."""
    if len(ids) == 1:
        one_at_a_time(f"search {kind} {next(iter(ids))}")


def _put(kind: str, records: list[Model], new: bool) -> None:
    known_as, now = registry.kind(kind), timezone.now()
    attached = {} if new else _attached(kind, [record.pk for record in records])
    rows: list[dict[str, Any]] = []
    known: set[str] = set()
    for record in records:
        entry = known_as.describe(record)
        rows.append(row_of(kind, record.pk, entry, attached.get(record.pk, ()), now))
        known |= words.of(fold(entry.title), fold(entry.subtitle))
    # A renewed entry is a new row: its id says how recent it is, so the newest matches come first without a sort.
    with transaction.atomic(savepoint=False):
        if not new:
            remove(kind, [row["object_id"] for row in rows])
        if (later := _gathered.get()) is None:
            _write(rows, known)
        else:
            later.words |= known
            if connection.vendor == "sqlite":
                later.rows |= {(kind, row["object_id"]): row for row in rows}
            else:
                # Its index costs the same at any time: it may begin while the next rows are worked out.
                bulk.insert_values(known_as.entries, rows)


def row_of(
    kind: str, pk: int, entry: registry.Entry, attached: Iterable[str], now: datetime
) -> dict[str, Any]:
    """The entry as it is kept."""
    title = fold(entry.title)
    more = map(fold, (*entry.text.splitlines(), entry.notes[:NOTED], *attached))
    said = search_copy_of((title, fold(entry.subtitle), *more))
    also = f" {search_copy_of([fold(entry.also)])}" if entry.also else ""
    return {
        "kind": kind,
        "object_id": pk,
        "title": entry.title[:300],
        "title_folded": title[:300],
        "subtitle": entry.subtitle[:300],
        # A space before the first word too, as before every other that a query may begin.
        "folded": f" {said} {tokens.kind(kind)} {tokens.owner(entry.owner_id)}{also}",
        "url": entry.url,
        "owner_id": entry.owner_id,
        "updated_at": now,
    }


@dataclass(slots=True)
class _Gathered:
    """Entries to be written; all of them since the last savepoint, so that they go when it is gone back to."""

    rows: dict[tuple[str, int], dict[str, Any]] = field(default_factory=dict)
    words: set[str] = field(default_factory=set)

    def write(self) -> None:
        """Now, not at the end: what is worked out next needs no entry."""
        if not self.rows and not self.words:
            return
        rows, known, self.rows, self.words = list(self.rows.values()), self.words, {}, set()
        _write(rows, known)

    def watch(self, execute: Callable[..., Any], sql: str, *more: Any) -> Any:
        if sql.startswith("SAVEPOINT"):
            self.write()
            if (later := behind.current()) is not None:
                # They must be there before the savepoint: what is gone back to would take them along.
                later.wait()
        elif sql.startswith("ROLLBACK"):
            self.rows, self.words = {}, set()
        return execute(sql, *more)


_gathered: ContextVar[_Gathered | None] = ContextVar("gathered", default=None)


@contextmanager
def gathered() -> Iterator[_Gathered]:
    """Within a transaction that searches for nothing: entries of all kinds are written together, at the end."""
    found = _Gathered()
    token = _gathered.set(found)
    try:
        with connection.execute_wrapper(found.watch):
            yield found
    finally:
        _gathered.reset(token)
    found.write()


def _write(rows: list[dict[str, Any]], known: set[str]) -> None:
    # Words first: they ask the database, and whoever writes behind waits for nothing after the entries.
    words.learn(known)
    tables: dict[type[AnyEntry], list[dict[str, Any]]] = {}
    for row in rows:
        tables.setdefault(registry.entries_of(row["kind"]), []).append(row)
    for entries, own in tables.items():
        bulk.insert_values(entries, own)


def refresh(kind: str, pk: int) -> None:
    """Renew the entry of one record after something was written or attached to it."""
    refresh_many(kind, [pk])


def refresh_many(kind: str, ids: Iterable[int]) -> None:
    """Renew the entries of up to 500 records of a kind after something was written or attached to them; those of them
    that may not be found any more are forgotten."""
    if (found := registry.kinds().get(kind)) and (wanted := set(ids)):
        _await_others(kind, wanted)
        records = list(found.rows().filter(pk__in=wanted))
        remove(kind, wanted - {record.pk for record in records})
        if records:
            _put(kind, records, new=False)


def _attached(kind: str, ids: list[int]) -> dict[int, list[str]]:
    """The words of notes, the names of files and what other areas say, by record; of much text the newest counts."""
    found: dict[int, list[str]] = {}
    here = {"subject_kind": kind, "subject_id__in": ids, "deleted_at": None}
    notes = Comment.objects.filter(**here).order_by("-id").values_list("subject_id", "body")
    names = File.objects.filter(**here).order_by("-id").values_list("subject_id", "name")
    for pk, text in chain(notes, names):
        held = found.setdefault(pk, [])
        if sum(map(len, held)) < ATTACHED:
            held.append(text[:ATTACHED])
    for texts in registry.attached(kind, ids):
        for pk, more in texts.items():
            found.setdefault(pk, []).extend(more)
    return found


def remove(kind: str, ids: Iterable[int]) -> None:
    """Forget the records of these ids."""
    gone = list(ids)
    if gone:
        registry.entries_of(kind)._default_manager.filter(kind=kind, object_id__in=gone).delete()
    if (later := _gathered.get()) is not None:
        for pk in gone:
            later.rows.pop((kind, pk), None)
