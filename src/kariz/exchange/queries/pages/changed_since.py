"""What people changed since an import came in, of what it brought and of what it changed itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef

from kariz.events.models import Event
from kariz.exchange.models import Import, ImportRow
from kariz.exchange.queries.known.changes_made import changed_by
from kariz.exchange.queries.known.touches import MOVES, by_others, on_deals
from kariz.people.models import Company, Contact
from kariz.pipeline.models import Activity, Deal

MODELS: dict[str, Any] = {"deal": Deal, "contact": Contact, "company": Company}
WORKED_WITH: dict[str, Any] = MODELS | {"activity": Activity}
"""What imports change: of others nobody but an import changes what it said."""
NAMED = 200


@dataclass(frozen=True, slots=True)
class Touched:
    """A record that people changed since the import created it; `before`: it was here before, and they changed again what
    the import had changed."""

    number: int
    kind: str
    pk: int
    name: str
    url: str
    before: bool = False


@dataclass(frozen=True, slots=True)
class Changed:
    """`count` of all, `before` of those that were here before the import, and the first of them."""

    count: int
    before: int
    rows: list[Touched]

    @property
    def made(self) -> int:
        """Those that the import created: whether they go is for a person to say. The others stay as they are."""
        return self.count - self.before


def changed_since(*parts: Import) -> Changed:
    """What taking an import, or all parts of a set, back would take from people, or leave: a fixed number of queries."""
    ids = ImportRow.objects.filter(of__in=parts, action=ImportRow.Action.CREATED, taken_back=False)
    count, rows, batches = 0, [], {one.batch for one in parts}
    for kind, model in MODELS.items():
        own, record = ids.filter(result_kind=kind), OuterRef("result_id")
        if kind == "deal":
            touched = on_deals(*batches).filter(deal_id=record)
        else:
            touched = by_others(Event.objects.filter(subject_kind=kind), *batches).filter(subject_id=record)
        found = own.filter(Exists(touched))
        count += found.count()
        places = dict(found.order_by("number").values_list("result_id", "number")[:NAMED])
        for record in model.objects.filter(pk__in=places, deleted_at=None).order_by("pk"):
            rows.append(Touched(places[record.pk], kind, record.pk, str(record), record.get_absolute_url()))
    again = _changed_again(parts)
    rows += _named(again, parts)
    return Changed(count + len(again), len(again), sorted(rows, key=lambda row: row.number)[:NAMED])


def _changed_again(parts: Iterable[Import]) -> set[tuple[str, int]]:
    """(kind, id) of records that were here before, of which people changed since what the import had changed."""
    parts = list(parts)
    written = changed_by(*parts).filter(subject_kind__in=WORKED_WITH)
    same = written.filter(subject_kind=OuterRef("subject_kind"), subject_id=OuterRef("subject_id"))
    later = by_others(Event.objects.filter(subject_kind__in=WORKED_WITH), *{one.batch for one in parts})
    theirs = list(later.filter(Exists(same.filter(pk__lt=OuterRef("pk")))))
    ids = {event.subject_id for event in theirs}
    ours: dict[tuple[str, int], list[Event]] = {}
    for event in written.filter(subject_id__in=ids) if ids else ():
        ours.setdefault((event.subject_kind, event.subject_id), []).append(event)
    return {
        (event.subject_kind, event.subject_id)
        for event in theirs
        if any(
            own.pk < event.pk and _meet(own, event)
            for own in ours.get((event.subject_kind, event.subject_id), ())
        )
    }


def _meet(ours: Event, theirs: Event) -> bool:
    """Does what people did stand on what the import wrote?"""
    if ours.verb == "activity.planned" or (ours.verb in MOVES and theirs.verb in MOVES):
        return True
    return bool(ours.changes.keys() & theirs.changes.keys())


def _named(again: set[tuple[str, int]], parts: Iterable[Import]) -> list[Touched]:
    """The first of them, with the rows that speak of them."""
    found = []
    for kind, model in WORKED_WITH.items():
        ids = sorted(pk for of, pk in again if of == kind)[:NAMED]
        records = list(model.objects.filter(pk__in=ids, deleted_at=None).order_by("pk")) if ids else []
        subject = ("deal", "deal_id") if kind == "activity" else (kind, "pk")
        rows = ImportRow.objects.filter(
            of__in=parts,
            result_kind=subject[0],
            result_id__in={getattr(record, subject[1]) for record in records},
        )
        places = dict(rows.order_by("-number").values_list("result_id", "number")) if records else {}
        for record in records:
            number = places.get(getattr(record, subject[1]), 0)
            address = record.get_absolute_url()
            found.append(Touched(number, kind, record.pk, str(record), address, before=True))
    return found
