"""Merging records into one, and taking that back. Nothing is lost: what was merged stays, and points to its survivor."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kariz.events.actions import log
from kariz.events.actions.undo import CannotUndo, Stayed
from kariz.events.models import Event
from kariz.organisation.actions import organisation
from kariz.records.actions import kept_values
from kariz.records.custom import definitions
from kariz.records.custom import values as custom_values
from kariz.records.search import index
from kariz.web.errors import FieldErrors, NotFound, Stale

from .. import merging, registry
from ..merging import MOST
from ..models import Company, Contact
from . import companies, contacts, values
from .found_by_company import renew_people_of

MODELS: dict[str, Any] = {"contact": Contact, "company": Company}
OWN: dict[str, Any] = {"contact": contacts, "company": companies}


def kind_of(record: Any) -> str:
    return "contact" if isinstance(record, Contact) else "company"


def merge(
    *,
    survivor: Any,
    others: Sequence[Any],
    by: Any,
    choices: merging.Choices | None = None,
    versions: Mapping[int, int] | None = None,
) -> Any:
    """Make `others` part of `survivor`, of the same kind; returns it. Their address leads to it from then on.

    `choices` is {field: id of the record whose value stays}, "all" for the notes of every record; what is left out
    is decided by `merging.suggested`. `versions` is {id: the version that was seen}.
    Raises NotAllowed, FieldErrors, InBin, Merged, Stale.
    """
    kind = kind_of(survivor)
    for record in (survivor, *others):
        by.require("people.change", record)
    _check(survivor, others)
    with transaction.atomic():
        records = _locked(kind, [survivor.pk, *(one.pk for one in others)])
        keep, rest = records[0], records[1:]
        _check_fresh(records, by, versions or {})
        fields = merging.fields(records, OWN[kind].FIELDS)
        taken = merging.chosen(keep, records, fields, choices or {})
        changes = {
            name: [before, value]
            for name, value in taken.items()
            if (before := merging.value_of(keep, name)) != value
        }
        aside = _put_aside(rest, taken)
        called = [{"id": one.pk, "name": one.name} for one in rest]
        _keep_name(kind, keep, rest, taken.get("name", keep.name))
        _give(keep, {name: after for name, (_before, after) in changes.items()})
        values.may_give(by, "people.change", keep)
        _put_away(kind, rest, keep)
        moved = {one.name: one.move(keep.pk, [o.pk for o in rest]) for one in registry.repoints(kind)}
        _write(kind, keep)
        log.append(
            by=by,
            verb=f"{kind}.merged",
            subject=(kind, keep.pk),
            changes=changes,
            data={
                "name": keep.name,
                "others": called,
                "moved": moved,
                "aside": aside,
            },
        )
        index.remove(kind, [one.pk for one in rest])
        _reindex(kind, keep)
        organisation.renew_counts()
    return keep


def unmerge(event: Event, by: Any) -> Stayed | None:
    """Inverse of a merge: each record as it was, as far as nobody changed it since; says what could not.

    Raises NotAllowed, CannotUndo, InBin.
    """
    kind = event.subject_kind
    other_ids = [one["id"] for one in event.data["others"]]
    with transaction.atomic():
        try:
            keep, *rest = _locked(kind, [event.subject_id, *other_ids])
        except NotFound:
            # The survivor has left the bin for good.
            raise CannotUndo(_("This change cannot be undone.")) from None
        _check_undoable(keep, rest, by)
        stayed = _fields_back(keep, event.changes)
        called = {one["id"]: one["name"] for one in event.data["others"]}
        for one in rest:
            one.deleted_at, one.merged_into_id = None, None
            _call(kind, one, called[one.pk])
            values.write(one, ["deleted_at", "merged_into", *_named(kind)], one.version)
        held = 0
        for repoint in reversed(registry.repoints(kind)):
            if repoint.name in event.data["moved"]:
                held += repoint.back(keep.pk, event.data["moved"][repoint.name])
        _write(kind, keep)
        log.append_many(
            [log.Draft(by, f"{kind}.separated", (kind, one.pk), data={"name": one.name}) for one in rest]
        )
        for one in (keep, *rest):
            _reindex(kind, one)
        organisation.renew_counts()
    return _told(stayed, held)


def _check(survivor: Any, others: Sequence[Any]) -> None:
    ids = [one.pk for one in others]
    if not ids:
        raise FieldErrors({"others": [_("Choose at least one record to merge.")]})
    if len(ids) >= MOST:
        raise FieldErrors({"others": [_("At most %(max)d records at once.") % {"max": MOST}]})
    if survivor.pk in ids or len(set(ids)) < len(ids):
        raise FieldErrors({"others": [_("A record cannot be merged with itself.")]})
    if any(kind_of(one) != kind_of(survivor) for one in others):
        raise FieldErrors({"others": [_("Only records of one kind can be merged.")]})


def _locked(kind: str, ids: Sequence[int]) -> list[Any]:
    """The records in the order given, read afresh; nobody else can write or refer to them until this is over."""
    rows = MODELS[kind].objects.filter(pk__in=ids).select_for_update().order_by("pk")
    found = {one.pk: one for one in rows}
    if len(found) < len(ids):
        raise NotFound
    return [found[pk] for pk in ids]


def _check_fresh(records: Sequence[Any], by: Any, versions: Mapping[int, int]) -> None:
    for one in records:
        values.check_in_use(one)
        by.require("people.change", one)
        if versions.get(one.pk, one.version) != one.version:
            raise Stale(version=one.version, id=one.pk)


def _check_undoable(keep: Any, rest: Sequence[Any], by: Any) -> None:
    if keep.merged_into_id is not None:
        raise CannotUndo(_("It was merged into another since; take that back first."))
    values.check_in_use(keep)
    for one in (keep, *rest):
        by.require("people.change", one)
    if any(one.merged_into_id != keep.pk for one in rest):
        raise CannotUndo(_("It was changed again since."))
    if why := registry.why_gone(kind_of(keep), [one.pk for one in rest]):
        raise CannotUndo(why)


def _put_aside(rest: Sequence[Any], taken: Mapping[str, Any]) -> dict[str, list[Any]]:
    """{field: values that the merged record does not have}: the timeline can tell them."""
    found: dict[str, list[Any]] = {}
    for name, kept in taken.items():
        if name == "notes":
            continue
        others = [merging.value_of(one, name) for one in rest]
        said = [value for value in others if value != kept and not merging.is_empty(name, value)]
        if said:
            found[name] = said
    return found


def _give(record: Any, given: Mapping[str, Any]) -> None:
    own = {name: value for name, value in given.items() if not name.startswith(merging.CUSTOM)}
    values.assign(record, own)
    custom = {
        name.removeprefix(merging.CUSTOM): value
        for name, value in given.items()
        if name.startswith(merging.CUSTOM)
    }
    known = definitions.of(kind_of(record)) if custom else {}
    custom_values.put(record, kind_of(record), {key: value for key, value in custom.items() if key in known})
    # Fields that were removed keep their values for the day they come back.
    kept = {**record.custom, **{key: value for key, value in custom.items() if key not in known}}
    record.custom = {key: value for key, value in kept.items() if value is not None}


def _put_away(kind: str, rest: Sequence[Any], keep: Any) -> None:
    for one in rest:
        one.deleted_at, one.merged_into_id = timezone.now(), keep.pk
        values.write(one, ["deleted_at", "merged_into", *_named(kind)], one.version)


def _keep_name(kind: str, keep: Any, rest: Sequence[Any], name: str) -> None:
    """Whoever gives the survivor their name takes its old one, for what comes by it to be the survivor's, too."""
    giver = next((one for one in rest if one.name == name), None)
    if giver is not None and name != keep.name:
        _call(kind, giver, keep.name)


def _call(kind: str, record: Any, name: str) -> None:
    if record.name != name:
        record.name = name
        OWN[kind].derive(record)


def _named(kind: str) -> list[str]:
    return ["name", *OWN[kind].DERIVED]


def _write(kind: str, keep: Any) -> None:
    own = OWN[kind]
    own.derive(keep)
    values.write(keep, (*own.FIELDS, *own.DERIVED, *custom_values.COLUMNS), keep.version)
    kept_values.put(kind, [keep])


def _fields_back(keep: Any, changes: Mapping[str, list[Any]]) -> list[str]:
    """Give back each value that still is what the merge made it; returns the names of the others."""
    stayed = [name for name, (_before, after) in changes.items() if merging.value_of(keep, name) != after]
    _give(keep, {name: pair[0] for name, pair in changes.items() if name not in stayed})
    return stayed


def _told(fields: Sequence[str], held: int) -> Stayed | None:
    texts = []
    if fields:
        count = len(fields)
        texts.append(
            ngettext(
                "%(n)d field was changed since and stays.", "%(n)d fields were changed since and stay.", count
            )
            % {"n": count}
        )
    if held:
        texts.append(
            ngettext(
                "%(n)d item was changed since and stays where it is.",
                "%(n)d items were changed since and stay where they are.",
                held,
            )
            % {"n": held}
        )
    return Stayed(texts, {"fields": list(fields), "items": held}) if texts else None


def _reindex(kind: str, record: Any) -> None:
    fresh = MODELS[kind].objects.filter(pk=record.pk)
    if kind == "contact":
        index.put("contact", fresh.select_related("company").prefetch_related("points"))
        return
    index.put("company", fresh)
    renew_people_of([record.pk])
