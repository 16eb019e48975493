"""How many rows of files are of something that somebody put in the bin: they do not come before it is restored."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import islice

from django.core.cache import cache
from django.db.models import Count, Max

from kariz.exchange.models import ExternalRef, Import, ImportRow
from kariz.exchange.queries.known.living import MODELS, living
from kariz.exchange.queries.known.marks import digest, mark_of
from kariz.exchange.queries.known.sources import deals_of
from kariz.exchange.queries.known.tables import table_of
from kariz.exchange.queries.pages.gone import NUMBER, Gone
from kariz.pipeline.models import Deal
from kariz.reading.cells.cells import plain
from kariz.reading.cells.values import BadValue
from kariz.reading.rows.cell_readers import READERS
from kariz.reading.rows.settings import TAKE, settings_of
from kariz.records import storage

OWN = {Import.Kind.DEALS: "deal", Import.Kind.CONTACTS: "contact", Import.Kind.COMPANIES: "company"}
WRITTEN = (ImportRow.Action.CREATED, ImportRow.Action.UPDATED)
KEPT = 24 * 3600
MOST = 20_000
"""Rows of a file that are looked through for it."""


def binned_rows(part: Import) -> int:
    """Of a file that waits, as its rehearsal found, else by the numbers of its first rows: at least so many; of one that
    ran, as it went. The file is read only where something with a number of it lies in the bin, and once, as long as that
    is the same and the file is read in the same way."""
    if part.outcome.get("version") == part.version or not part.changeable:
        return int(part.outcome.get("binned", 0))
    kind = OWN.get(Import.Kind(part.kind))
    if kind is None or NUMBER not in part.mapping.values() or not storage.path_of(part.stored).exists():
        return 0
    keys = _binned_keys(part, kind)
    if not keys:
        return 0
    key = f"import-binned-1-{mark_of(part)}-{digest(sorted(keys))}"
    if (known := cache.get(key)) is None:
        known = sum(number in keys for number in _numbers(part))
        cache.set(key, known, KEPT)
    return int(known)


def gone_of(part: Import) -> Gone:
    """Nothing is asked where no deal lies in the bin."""
    if part.kind != Import.Kind.DEALS or not Deal.objects.exclude(deleted_at=None).exists():
        return Gone()
    gone = Deal.objects.exclude(deleted_at=None).values("pk")
    came = ImportRow.objects.filter(
        result_kind="deal", result_id__in=gone, action__in=WRITTEN, taken_back=False
    ).values_list("fingerprint", "result_id")[:MOST]
    found = dict(came)
    alive = living("deal", {pk for pk in found.values() if pk is not None}) if found else {}
    taken = {int(row) for row, how in settings_of(part.options).rows.items() if how == TAKE}
    keys = _binned_keys(part, "deal") if NUMBER in part.mapping.values() else set()
    marks = {mark for mark, pk in found.items() if pk not in alive}
    return Gone(frozenset(marks), frozenset(keys), frozenset(taken))


def bin_of_deals() -> str:
    """Another one once a deal went to the bin, or came back."""
    rows = Deal.objects.exclude(deleted_at=None).order_by()
    return digest(sorted(rows.aggregate(Count("pk"), Max("deleted_at")).items()))


def _numbers(part: Import) -> Iterator[str]:
    """Those that the first rows have; all other cells stay unread."""
    column = next(column for column, name in part.mapping.items() if name == NUMBER)
    place = part.columns.index(column) if column in part.columns else None
    left = frozenset(part.lines_left_out)
    for row, cells in islice(table_of(part).rows(), 0 if place is None else MOST):
        if place is not None and row not in left and place < len(cells):
            with suppress(BadValue):
                yield str(READERS[NUMBER](plain(cells[place])))


def in_bin(records: Iterable[tuple[str, int | None]]) -> dict[tuple[str, int], int | None]:
    """{(kind, id): the record that it lives on in, None where that is none} of those that lie in the bin. Two queries, or
    three, for each kind."""
    found: dict[tuple[str, int], int | None] = {}
    by_kind: dict[str, set[int]] = {}
    for kind, pk in records:
        if kind in OWN.values() and pk is not None:
            by_kind.setdefault(kind, set()).add(pk)
    for kind, ids in by_kind.items():
        rows = MODELS[kind].objects.filter(pk__in=ids).exclude(deleted_at=None)
        gone = set(rows.values_list("pk", flat=True))
        alive = living(kind, gone) if gone else {}
        found |= {(kind, pk): alive.get(pk) for pk in gone}
    return found


def _binned_keys(part: Import, kind: str) -> set[str]:
    source = deals_of(part) if kind == "deal" else str(part.options.get("source", ""))
    if not source:
        return set()
    gone = MODELS[kind].objects.exclude(deleted_at=None).values("pk")
    rows = ExternalRef.objects.filter(source=source, kind=kind, record_kind=kind, record_id__in=gone)
    found = dict(rows.values_list("key", "record_id"))
    alive = living(kind, set(found.values())) if found else {}
    return {key for key, pk in found.items() if pk not in alive}
