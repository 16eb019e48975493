"""How many rows of files are of something that somebody put in the bin: they do not come before it is restored."""

from __future__ import annotations

from collections.abc import Iterable

from kariz.exchange.models import ExternalRef, Import
from kariz.exchange.queries.living import MODELS, living
from kariz.exchange.queries.reading import reader_of
from kariz.exchange.queries.sources import deals_of
from kariz.exchange.queries.tables import table_of
from kariz.localisation.preferences import today
from kariz.records import storage

OWN = {Import.Kind.DEALS: "deal", Import.Kind.CONTACTS: "contact", Import.Kind.COMPANIES: "company"}


def binned_rows(part: Import) -> int:
    """Of a file that waits, as its rehearsal found, else by the numbers of its rows; of one that ran, as it went. The file
    is read only where something with a number of it lies in the bin."""
    if part.outcome.get("version") == part.version or not part.changeable:
        return int(part.outcome.get("binned", 0))
    kind = OWN.get(Import.Kind(part.kind))
    if (
        kind is None
        or "external_id" not in part.mapping.values()
        or not storage.path_of(part.stored).exists()
    ):
        return 0
    keys = _binned_keys(part, kind)
    if not keys:
        return 0
    reader = reader_of(part, today())
    drafts = (reader.read(number, cells) for number, cells in table_of(part).rows())
    return sum(
        draft.values.get("external_id") in keys for draft in drafts if not (draft.aside or draft.errors)
    )


def binned(records: Iterable[tuple[str, int | None]]) -> set[tuple[str, int]]:
    """Those of the records, as (kind, id), that lie in the bin. One or two queries for each kind."""
    found: set[tuple[str, int]] = set()
    by_kind: dict[str, set[int]] = {}
    for kind, pk in records:
        if kind in OWN.values() and pk is not None:
            by_kind.setdefault(kind, set()).add(pk)
    for kind, ids in by_kind.items():
        rows = MODELS[kind].objects.filter(pk__in=ids).exclude(deleted_at=None)
        gone = set(rows.values_list("pk", flat=True))
        found |= {(kind, pk) for pk in gone - set(living(kind, gone) if gone else ())}
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
