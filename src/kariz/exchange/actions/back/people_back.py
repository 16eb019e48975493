"""People and companies that an import brought go with it, unless something else holds on to them by now."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction

from kariz.access.models import User
from kariz.events.models import Event
from kariz.exchange.actions.back.staying import Pace, hold, note
from kariz.exchange.models import Import, ImportRow
from kariz.exchange.queries.known.in_use import touched_people, used_by_records
from kariz.exchange.queries.known.spoken_of import spoken_of
from kariz.localisation.said import gettext as _
from kariz.people.actions import companies, contacts
from kariz.people.models import Company, Contact

MODELS: dict[str, Any] = {"contact": Contact, "company": Company}
"""People first: they hold their companies."""
WENT = "went"
"""Kind, among what a row made, of somebody who went with its import: what else it brought may have stayed."""


def remove_people(one: Import, kind: str, by: User, pace: Pace) -> None:
    """Created people or companies, unless something else holds on to them by now: in a set that may be what another of
    its files brought, so they wait for `remove_waiting`."""
    brought = brought_by([one], kind)
    numbers = sorted(brought)
    while numbers:
        part, numbers = numbers[: pace.size], numbers[pace.size :]
        with pace, transaction.atomic():
            there = set(
                MODELS[kind].objects.filter(pk__in=part, deleted_at=None).values_list("pk", flat=True)
            )
            kept = _remove(one, kind, part, by)
            rows = ImportRow.objects.filter(pk__in={brought[pk] for pk in part if pk not in kept})
            rows = rows.filter(action="created", result_kind=kind, result_id__in=set(part) - kept)
            rows.update(taken_back=True)
            mark_gone({pk: brought[pk] for pk in there - kept}, kind)
            hold(one, kept=len(kept) if one.part_of_id is None else len(kept & _told(kind, [one])))


def remove_waiting(one: Import, by: User, pace: Pace) -> None:
    """Called with the last file of a set that is taken back: what waited for the others."""
    if one.part_of_id is None:
        return
    for kind, model in MODELS.items():
        made = Event.objects.filter(batch=one.batch, verb=f"{kind}.created").values("subject_id")
        left = set(model.objects.filter(pk__in=made, deleted_at=None).values_list("pk", flat=True))
        parts = Import.objects.filter(part_of=one.part_of_id)
        numbers = sorted(left - _told(kind, parts))
        brought = brought_by(parts, kind, set(numbers)) if numbers else {}
        while numbers:
            part, numbers = numbers[: pace.size], numbers[pace.size :]
            with pace, transaction.atomic():
                kept = _remove(one, kind, part, by, waits=False)
                rows = ImportRow.objects.filter(
                    of__part_of=one.part_of_id, result_kind=kind, action="created"
                )
                rows.filter(result_id__in=set(part) - kept).update(taken_back=True)
                mark_gone({pk: brought[pk] for pk in part if pk in brought and pk not in kept}, kind)
                hold(one, kept=len(kept))


def mark_gone(brought: Mapping[int, int], kind: str) -> None:
    """{who went: the row that made them} beside its own record: the same row may bring them again."""
    gone = {pk for pk in brought if kind == "contact"}
    rows = ImportRow.objects.filter(pk__in=set(brought.values())).only("made") if gone else ()
    changed = []
    for row in rows:
        if any(made == kind and pk in gone for made, pk in row.made):
            row.made = [[WENT if made == kind and pk in gone else made, pk] for made, pk in row.made]
            changed.append(row)
    ImportRow.objects.bulk_update(changed, ["made"])


def _told(kind: str, parts: Iterable[Import]) -> set[int]:
    """Of what stays that which is told by name."""
    return {told["id"] for part in parts for told in part.stayed if told["kind"] == kind}


def brought_by(parts: Iterable[Import], kind: str, among: Container[int] | None = None) -> dict[int, int]:
    """{person or company: the row that brought them}. Of a hundred thousand rows no more is held."""
    rows = ImportRow.objects.filter(of__in=list(parts), action__in=["created", "updated", "refused"])
    rows = rows.only("made", "result_kind", "result_id", "action").order_by("pk")
    return {
        pk: row.pk
        for row in rows.iterator(chunk_size=2000)
        for pk in people_of(row, kind)
        if among is None or pk in among
    }


def people_of(row: ImportRow, kind: str) -> list[int]:
    own = [row.result_id] if row.result_kind == kind and row.action == "created" and row.result_id else []
    return own + [pk for made, pk in row.made if made == kind]


def _remove(one: Import, kind: str, ids: Sequence[int], by: User, *, waits: bool = True) -> set[int]:
    """Delete what nobody changed or uses; returns the ids of what stays. In a set what is used `waits`, untold."""
    used = used_by_records(kind, ids, one)
    named = spoken_of(kind, set(ids) - used, one)
    touched = set() if one.takes_changed else touched_people(one, kind, ids)
    stay: set[int] = set()
    for record in MODELS[kind].objects.filter(pk__in=ids, deleted_at=None):
        if record.pk in touched:
            why = _("Somebody changed it since.")
        elif record.pk in used:
            why = _("Other records still need it.")
        elif record.pk in named:
            why = _("The import “%(name)s” found it here.") % {"name": named[record.pk]}
        elif not by.can("people.delete", record):
            why = _("You may not remove it.")
        else:
            delete(record, by)
            continue
        stay.add(record.pk)
        told = record.pk in touched or (record.pk not in used and record.pk not in named)
        if told or not waits or one.part_of_id is None:
            note(one, kind, [record], why)
    return stay


def delete(record: Any, by: User) -> None:
    if isinstance(record, Contact):
        contacts.delete(contact=record, by=by, anyway=True)
    else:
        companies.delete(company=record, by=by, anyway=True)
