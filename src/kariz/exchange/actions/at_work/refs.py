"""What the numbers of another system mean here: asked for once a chunk, written down with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from kariz.access.models import User
from kariz.exchange.models import ExternalRef, Import
from kariz.exchange.queries.known.living import MODELS, living
from kariz.localisation.said import gettext as _
from kariz.reading.columns.guessing import OF_A_FILE
from kariz.reading.deals.bare_codes import is_bare
from kariz.reading.deals.own_numbers import MARK
from kariz.reading.rows.drafts import Draft

Link = tuple[str, str]
"""(kind, key)"""
OWN = {
    "companies": "company",
    "contacts": "contact",
    "deals": "deal",
    "products": "product",
    "activities": "activity",
    "notes": "note",
    "users": "user",
    "lines": "",
    "history": "",
    "committee": "",
    "obstacles": "",
    "files": "file",
}
"""The kind of record that a file of each kind is about."""


@dataclass(slots=True)
class Known:
    """`alive`: the record is there, outside the bin; `seen`: the person may see it."""

    row: ExternalRef
    record_id: int
    alive: bool
    seen: bool


@dataclass(frozen=True, slots=True)
class FirmsOfBefore:
    """`ids`: {number: company of an earlier list}; `bare`: numbers of such companies that anybody's list may have."""

    ids: dict[str, int]
    bare: set[str]

    def why_none(self, key: str) -> Any:
        """What to tell of a number by which no company was found."""
        if key not in self.bare:
            return _("No company has the number %(key)s here.") % {"key": key}
        text = _(
            "An earlier list has a company of the number %(key)s, but may mean another; bring both lists together."
        )
        return text % {"key": key}


class Refs:
    """The references of one source, for one person."""

    def __init__(self, source: str, of: Import, by: User, deals: str = "") -> None:
        """`deals`: whose numbers deals have, where a list has its own."""
        self.source, self.of, self.by = source, of, by
        self.deals = deals or source
        self.pending: dict[Link, tuple[int, str | None]] = {}
        self._known: dict[Link, Known | None] = {}
        self._before: dict[str, set[int]] = {}
        self.linked: dict[str, set[int]] = {}
        """{kind: records} that have a number since the last time it was written down."""

    def ask(self, kind: str, keys: Iterable[str]) -> None:
        """Look up what is not known yet: two queries for a chunk."""
        wanted = {key for key in keys if key and (kind, key) not in self._known}
        if not wanted or not self.source or not kind:
            return
        self._known |= {(kind, key): None for key in wanted}
        rows = list(ExternalRef.objects.filter(source=self.source_of(kind), kind=kind, key__in=wanted))
        by_kind: dict[str, list[ExternalRef]] = {}
        for row in rows:
            by_kind.setdefault(row.record_kind, []).append(row)
        for record_kind, group in by_kind.items():
            alive = living(record_kind, {row.record_id for row in group})
            seen = _seen(record_kind, set(alive.values()), self.by)
            for row in group:
                pk = alive.get(row.record_id)
                self._known[kind, row.key] = Known(row, pk or row.record_id, pk is not None, pk in seen)
            self._forget_purged(kind, record_kind, [row for row in group if row.record_id not in alive])

    def _forget_purged(self, kind: str, record_kind: str, rows: list[ExternalRef]) -> None:
        """What has left the bin as well is as if it had never been."""
        ids = {row.record_id for row in rows}
        left = (
            set(MODELS[record_kind].objects.filter(pk__in=ids).values_list("pk", flat=True)) if ids else ids
        )
        for row in rows:
            if row.record_id not in left:
                self._known[kind, row.key] = Known(row, 0, False, False)

    def id(self, kind: str, key: str) -> int | None:
        """The living record that the person may see, or None."""
        if waiting := self.pending.get((kind, key)):
            return waiting[0]
        known = self._known.get((kind, key))
        return known.record_id if known and known.alive and known.seen else None

    def firms_of_before(self, keys: Iterable[str]) -> FirmsOfBefore:
        """Companies that came with another list, for numbers that are of none in ours: «کد شرکت» of a list of deals is of
        the list of companies that came before, where the code tells by itself. Where two lists number theirs alike nobody
        knows."""
        wanted = {key for key in keys if key and self.record("company", key) is None}
        if wanted and self.source.startswith(OF_A_FILE):
            self._look_before(wanted - self._before.keys())
        held = {key: self._before[key] for key in wanted & self._before.keys() if self._before[key]}
        ids = {key: next(iter(ids)) for key, ids in held.items() if len(ids) == 1 and not is_bare(key)}
        return FirmsOfBefore(ids, {key for key in held if is_bare(key)})

    def _look_before(self, keys: set[str]) -> None:
        """Three queries, for numbers that nobody asked for in this chunk."""
        if not keys:
            return
        self._before |= {key: set() for key in keys}
        rows = ExternalRef.objects.filter(
            record_kind="company", kind="company", key__in=keys, source__startswith=OF_A_FILE
        )
        rows_of = list(rows.exclude(source__contains=MARK).values_list("key", "record_id"))
        alive = living("company", {pk for _key, pk in rows_of})
        seen = _seen("company", set(alive.values()), self.by)
        for key, pk in rows_of:
            if alive.get(pk) in seen:
                self._before[key].add(alive[pk])

    def record(self, kind: str, key: str) -> int | None:
        """The record wherever it is: in the bin, or hidden from the person, too."""
        known = self._known.get((kind, key))
        return self.id(kind, key) or (known.record_id if known else None) or None

    def state(self, kind: str, key: str) -> str:
        """ "" for a number that is not known, "there", "hidden" or "gone"."""
        known = self._known.get((kind, key))
        if (kind, key) in self.pending:
            return "there"
        if known is None or not known.record_id:
            return ""
        return "gone" if not known.alive else "there" if known.seen else "hidden"

    def mark(self, kind: str, key: str) -> str:
        known = self._known.get((kind, key))
        return known.row.mark if known and known.alive else ""

    def claimed(self, kind: str, ids: Iterable[int]) -> dict[int, set[tuple[str, str]]]:
        """{id: {(source, key)}} for those of the records that have a number in any other system."""
        found: dict[int, set[tuple[str, str]]] = {}
        wanted = set(ids)
        if not wanted:
            return found
        rows = ExternalRef.objects.filter(record_kind=kind, record_id__in=wanted)
        for pk, source, key in rows.values_list("record_id", "source", "key"):
            found.setdefault(pk, set()).add((source, key))
        for (held, key), (pk, _mark) in self.pending.items():
            if held == kind and pk in wanted:
                found.setdefault(pk, set()).add((self.source_of(kind), key))
        return found

    def may_be(self, source: str) -> bool:
        """Could a number of that source be one of ours? Columns that nobody knows say little of whose they are."""
        if MARK in source or MARK in self.deals:
            # A list has its own numbers to itself.
            return source == self.deals
        return source == self.source or (source.startswith(OF_A_FILE) and self.source.startswith(OF_A_FILE))

    def source_of(self, kind: str) -> str:
        return self.deals if kind == "deal" else self.source

    def link(self, kind: str, key: str, pk: int, mark: str | None = None) -> None:
        """`key` is the record `pk` from now on. `mark` None leaves the one that is there."""
        if key and self.source:
            self.pending[kind, key] = (pk, mark)

    def flush(self) -> None:
        """Write down what was linked since the last time; inside the chunk's transaction."""
        new, changed = [], []
        missing = [link for link in self.pending if link not in self._known]
        for kind in {kind for kind, _key in missing}:
            self.ask(kind, [key for held, key in missing if held == kind])
        for (kind, key), (pk, mark) in self.pending.items():
            known = self._known.get((kind, key))
            if known is None:
                new.append(
                    ExternalRef(
                        source=self.source_of(kind),
                        kind=kind,
                        key=key,
                        record_kind=kind,
                        record_id=pk,
                        mark=mark or "",
                        of=self.of,
                    )
                )
            elif known.alive and not known.seen:
                # It is the number of a record that this person may not see: that stays so.
                continue
            elif known.record_id != pk or (mark is not None and known.row.mark != mark):
                known.row.record_id = pk
                known.row.mark = known.row.mark if mark is None else mark
                changed.append(known.row)
        self.linked = {}
        for row in [*new, *changed]:
            self.linked.setdefault(row.record_kind, set()).add(row.record_id)
        ExternalRef.objects.bulk_create(new)
        ExternalRef.objects.bulk_update(changed, ["record_id", "mark"])
        self.pending.clear()
        self._known.clear()
        self._before.clear()


def _seen(kind: str, ids: set[int], by: User) -> set[int]:
    if kind in ("company", "contact", "deal"):
        rows = MODELS[kind].objects.visible_to(by).filter(pk__in=ids)
        return set(rows.values_list("pk", flat=True))
    return ids


def codes_alone(drafts: Iterable[Draft]) -> list[str]:
    """Numbers of companies of which their rows say no more."""
    said = (draft.values for draft in drafts)
    return [values["company_ref"] for values in said if "company_ref" in values and "company" not in values]


def key_of(values: Mapping[str, Any], kind: str, own: str) -> str:
    """The number that a row gives the record of `kind`: its own, or one that it points at."""
    return str(values.get("external_id" if kind == own else f"{kind}_ref", ""))
