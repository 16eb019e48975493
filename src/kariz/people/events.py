"""What the log says about people, and how each change is taken back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from kariz.events.actions.undo import CannotUndo
from kariz.events.models import Event
from kariz.events.registry import register_reader, register_verb
from kariz.jobs import claimers
from kariz.organisation import renewals
from kariz.records import told
from kariz.records.custom import values as custom_values
from kariz.web.changes import Change, Outcome
from kariz.web.errors import DomainError, NotFound

from .actions import (
    binning,
    companies,
    contacts,
    duplicate_search,
    duplicates,
    fit,
    pairs_again,
    phone_keys,
    profiles,
    values,
)
from .actions.changing import raise_of
from .actions.merging import unmerge
from .actions.points import as_data
from .models import Company, Contact

KINDS: dict[str, Any] = {
    "contact": (Contact, contacts.change_many),
    "company": (Company, companies.change_many),
}
FOLLOWED = ("created", "changed", "restored", "merged", "separated")
"""After these a record is judged anew."""


def register_all() -> None:
    """Called once when the application starts."""
    for kind, created, changed, deleted, restored in (
        (
            "contact",
            _("added the contact"),
            _("changed the contact"),
            _("deleted the contact"),
            _("restored the contact"),
        ),
        (
            "company",
            _("added the company"),
            _("changed the company"),
            _("deleted the company"),
            _("restored the company"),
        ),
    ):
        register_verb(f"{kind}.created", label=created, undo=_uncreate, icon="plus")
        register_verb(
            f"{kind}.changed", label=changed, undo=_unchange, undo_many=_unchange_many, icon="pencil"
        )
        register_verb(
            f"{kind}.deleted", label=deleted, undo=_undelete, undo_many=_undelete_many, icon="trash-2"
        )
        register_verb(f"{kind}.purged", label=_("was removed from the bin for good"), icon="trash-2")
        register_verb(f"{kind}.restored", label=restored, undo=_uncreate, icon="archive-restore")
        register_verb(f"{kind}.merged", label=_("merged others into this"), undo=unmerge, icon="merge")
        register_verb(f"{kind}.separated", label=_("is a record of its own again"), icon="split")
        told.register(f"{kind}.merged", called=["aside"], part=True, inner=["moved"])
        for answer in ("dismissed", "reopened"):
            told.register(f"{kind}.duplicate_{answer}", called=["name"], inner=["pair"])
        register_verb(
            f"{kind}.duplicate_dismissed",
            label=_("said that it is not the same as another"),
            undo=duplicates.undo_dismissed,
            icon="equal-not",
        )
        register_verb(
            f"{kind}.duplicate_reopened", label=_("asked again whether it is the same"), icon="equal"
        )
    register_verb("contact.erased", label=_("erased the person's data on request"), icon="eraser")
    register_verb("duplicates.searched", label=_("looked for duplicates"), icon="search")
    register_verb("duplicates.settled", label=_("changed what the search for duplicates may do"), icon="copy")
    claimers.register(duplicate_search.CLAIMER, duplicate_search.work_all, pending=duplicate_search.pending)
    claimers.register(phone_keys.CLAIMER, phone_keys.work_all, pending=phone_keys.pending)
    renewals.register(renewals.Renewal(phone_keys.begin, phone_keys.progress))
    _register_profiles()


def _register_profiles() -> None:
    for name, label, undo, icon in (
        ("created", _("added a profile"), profiles.undo_created, "plus"),
        ("changed", _("changed a profile"), profiles.undo_changed, "pencil"),
        ("retired", _("retired a profile"), profiles.undo_retired, "archive"),
        ("restored", _("uses a profile again"), profiles.undo_created, "archive-restore"),
    ):
        register_verb(f"profile.{name}", label=label, undo=undo, icon=icon)
    followed = [f"{kind}.{what}" for kind in ("contact", "company") for what in FOLLOWED]
    register_reader("fit", fit.follow, verbs=followed)
    looked_at = [f"{kind}.{what}" for kind in KINDS for what in FOLLOWED if what != "created"]
    register_reader("proposed pairs", pairs_again.follow, verbs=looked_at)
    claimers.register(fit.CLAIMER, fit.work_all, pending=fit.pending)


def _subject(event: Event, by: Any) -> Contact | Company:
    model = Contact if event.subject_kind == "contact" else Company
    record = model.objects.filter(pk=event.subject_id).first()
    if record is None:
        raise NotFound()
    return record


def _uncreate(event: Event, by: Any) -> None:
    record = _subject(event, by)
    if isinstance(record, Contact):
        contacts.delete(contact=record, by=by, anyway=True)
    else:
        companies.delete(company=record, by=by, anyway=True)


def _undelete(event: Event, by: Any) -> None:
    raise_of(_undelete_many([event], by))


def _undelete_many(events: Sequence[Event], by: Any) -> list[Outcome]:
    kind = events[0].subject_kind
    model, _change_many = KINDS[kind]
    found = model.objects.in_bulk([event.subject_id for event in events])
    done = binning.restore_many(kind, records=found.values(), by=by)
    outcomes = dict(zip(found, done, strict=True))
    return [outcomes.get(event.subject_id, NotFound()) for event in events]


def _unchange(event: Event, by: Any) -> None:
    raise_of(_unchange_many([event], by))


def _unchange_many(events: Sequence[Event], by: Any) -> list[Outcome]:
    """Each record gets back what the event took from it, if it still holds what the event gave it."""
    kind = events[0].subject_kind
    model, change_many = KINDS[kind]
    found = model.objects.in_bulk([event.subject_id for event in events])
    outcomes: dict[int, Outcome] = {}
    changes: dict[int, Change] = {}
    for event in events:
        try:
            changes[event.pk] = _inverse(event, found.get(event.subject_id))
        except DomainError as error:
            outcomes[event.pk] = error
    done = change_many(changes=list(changes.values()), by=by)
    outcomes |= dict(zip(changes, done, strict=True))
    return [outcomes[event.pk] for event in events]


def _inverse(event: Event, record: Any) -> Change:
    if record is None:
        raise NotFound()
    own, made = custom_values.split(event.changes)
    changed_again = any(_now(record, name) != after for name, (_before, after) in own.items())
    if changed_again or any(record.custom.get(key) != after for key, (_before, after) in made.items()):
        raise CannotUndo(_("It was changed again since."))
    before = {name: pair[0] for name, pair in own.items()}
    if isinstance(record, Contact) and "consent" in before:
        # Its day is today's unless it is named.
        before.setdefault("consent_on", record.consent_on)
    before["custom"] = custom_values.undone(made, event.subject_kind)
    return Change(record, before)


def _now(record: Any, name: str) -> Any:
    if name == "points":
        return as_data(record.points.order_by("id"))
    return values.plain(getattr(record, record._meta.get_field(name).attname))
