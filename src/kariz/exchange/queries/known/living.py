"""Which of the records that an import speaks of are still there, and in what they live on."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from kariz.access.models import User
from kariz.events.models import Event
from kariz.people.models import Company, Contact
from kariz.pipeline.models import Activity, Deal, Product
from kariz.records.models import Comment, File

MODELS: dict[str, Any] = {
    "company": Company,
    "contact": Contact,
    "deal": Deal,
    "product": Product,
    "activity": Activity,
    "note": Comment,
    "file": File,
    "user": User,
}


def living(kind: str, ids: set[int]) -> dict[int, int]:
    """{id: id of the record that it lives on in} for those outside the bin; who was merged lives on in another."""
    model = MODELS[kind]
    if kind in ("product", "user"):
        return {pk: pk for pk in model.objects.filter(pk__in=ids).values_list("pk", flat=True)}
    if kind == "deal":
        return _living_deals(ids)
    if kind not in ("company", "contact"):
        rows = model.objects.filter(pk__in=ids, deleted_at=None)
        return {pk: pk for pk in rows.values_list("pk", flat=True)}
    found: dict[int, int] = {}
    now = {pk: {pk} for pk in ids}
    """{record looked at: those that live on in it}"""
    while now:
        after: dict[int, set[int]] = {}
        for pk, deleted, into in model.objects.filter(pk__in=now).values_list(
            "pk", "deleted_at", "merged_into_id"
        ):
            if deleted is None:
                found |= dict.fromkeys(now[pk], pk)
            elif into:
                after.setdefault(into, set()).update(now[pk] - set(found))
        now = after
    return found


def _living_deals(ids: set[int]) -> dict[int, int]:
    """Of a deal that was merged into another nothing but the log says so."""
    alive = {pk: pk for pk in _not_in_bin(ids)}
    if not ids - alive.keys():
        return alive
    into = {event.data["other"]: event.subject_id for event in merges_of_deals().only("data", "subject_id")}
    ends = {pk: _end(pk, into) for pk in ids - alive.keys() if pk in into}
    there = _not_in_bin(set(ends.values()))
    return alive | {pk: end for pk, end in ends.items() if end in there}


def merges_of_deals() -> QuerySet[Event]:
    """Those that stand, the first first."""
    # As the index of merges says it: with parameters SQLite would go through the whole log.
    rows: QuerySet[Event] = Event.objects.extra(where=["verb = 'deal.merged'"])
    return rows.filter(undone_by_id=None).order_by("pk")


def _not_in_bin(ids: set[int]) -> set[int]:
    return (
        set(Deal.objects.filter(pk__in=ids, deleted_at=None).values_list("pk", flat=True)) if ids else set()
    )


def _end(pk: int, into: dict[int, int]) -> int:
    seen = {pk}
    while (after := into.get(pk)) is not None and after not in seen:
        seen.add(after)
        pk = after
    return pk
