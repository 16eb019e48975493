"""Two deals that are one: joined, with what hangs on them, or said to be two; each can be taken back."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kariz.events.actions import log
from kariz.events.actions.undo import CannotUndo, Stayed, undo
from kariz.events.models import Event
from kariz.events.origin import origin
from kariz.organisation.actions import organisation
from kariz.people import registry
from kariz.pipeline.actions import committee, deal_changes, deal_sets, stage_work, trail
from kariz.pipeline.actions.deal_values import shown_on_board
from kariz.pipeline.actions.moves import check_in_use
from kariz.pipeline.actions.refresh import refresh
from kariz.pipeline.models import CommitteeMember, Deal, DealsApart
from kariz.pipeline.rules.doubled import JOINED
from kariz.records.custom import definitions
from kariz.records.custom import values as custom_values
from kariz.records.search import index
from kariz.web.errors import FieldErrors, Stale

FILLED = ("contact", "amount", "expected_close", "channel")
"""What the deal that stays takes from the other where it says nothing."""
LONGEST = 20_000


def merge(*, deal: Deal, other: Deal, by: Any, versions: Mapping[int, int] | None = None) -> Deal:
    """Make `other` part of `deal`: its activities, notes, files, obstacles and people go over, what `deal` does not say it
    takes, and `other` goes into the bin. Returns `deal`, which is as open, or rests, as it was.

    Raises NotAllowed, FieldErrors, InBin, DealMovedMeanwhile.
    """
    by.require("deal.change", deal)
    by.require("deal.delete", other)
    _must_be_two(deal, other)
    seen = versions or {}
    with transaction.atomic():
        chosen = [(one, seen.get(one.pk)) for one in sorted((deal, other), key=lambda one: one.pk)]
        taken = deal_sets.take(chosen, by, "deal.change")
        deal_sets.tried(taken, lambda one: check_in_use(one.deal))
        fresh = {one.given.pk: deal_sets.the_one([one]) for one in taken}
        keep, gone = fresh[deal.pk], fresh[other.pk]
        if keep.outcome != gone.outcome and not {keep.outcome, gone.outcome} <= set(JOINED):
            text = _("One of the deals has ended otherwise than the other; let them end alike first.")
            raise FieldErrors({"other": [text]})
        if keep.company_id != gone.company_id:
            text = _("Only deals of one company are merged; merge the companies first.")
            raise FieldErrors({"other": [text]})
        # Undo of this one event takes back all of it: no other of the same batch is undone beside it.
        with origin(batch=""):
            filled = _fill(keep, gone, by)
            moved = {one.name: one.move(keep.pk, [gone.pk]) for one in registry.repoints("deal")}
            seated = _seat(keep, gone, by)
            away = stage_work.drop_for_planned(keep, at=timezone.now())
            _put(gone, by, deleted=True)
            _look_again(keep)
        data = {
            "title": gone.title,
            "other": gone.pk,
            "moved": moved,
            "filled": filled,
            "seated": seated,
            "aside": _aside(keep, gone),
            "away": {"stage": keep.stage_id, "outcome": keep.outcome, "activities": away},
        }
        log.append(by=by, verb="deal.merged", subject=("deal", keep.pk), deal_id=keep.pk, data=data)
        organisation.renew_counts()
        index.remove("deal", [gone.pk])
        index.put("deal", [Deal.objects.select_related("company", "contact").get(pk=keep.pk)])
    return Deal.objects.get(pk=deal.pk)


def unmerge(event: Event, by: Any) -> Stayed | None:
    """The other deal comes out of the bin with what was its, as far as nobody changed it since. Raises CannotUndo."""
    with transaction.atomic():
        found = {
            one.pk: one
            for one in Deal.objects.select_related("stage", "pipeline")
            .filter(pk__in=[event.subject_id, event.data["other"]])
            .order_by("pk")
            .select_for_update(of=("self",))
        }
        if len(found) < 2:
            raise CannotUndo(_("This change cannot be undone."))
        keep, gone = found[event.subject_id], found[event.data["other"]]
        for one in (keep, gone):
            by.require("deal.change", one)
        check_in_use(keep)
        if gone.deleted_at is not None and (why := registry.why_gone("deal", [gone.pk])):
            raise CannotUndo(why)
        held = _back(event.data.get("seated"), by)
        for repoint in reversed(registry.repoints("deal")):
            if repoint.name in event.data["moved"]:
                held += repoint.back(keep.pk, event.data["moved"][repoint.name])
        if gone.deleted_at is not None:
            _put(gone, by, deleted=False)
        held += _back(event.data["filled"], by)
        _plan_again(keep, event.data.get("away"))
        for one in (keep, gone):
            _look_again(one)
            index.put("deal", [Deal.objects.select_related("company", "contact").get(pk=one.pk)])
        organisation.renew_counts()
    if not held:
        return None
    text = ngettext(
        "%(n)d item was changed since and stays where it is.",
        "%(n)d items were changed since and stay where they are.",
        held,
    )
    return Stayed([text % {"n": held}], {"items": held})


def say_apart(*, deal: Deal, other: Deal, by: Any) -> DealsApart:
    """Remember that these are two; whoever may change one of them may say so. Raises NotAllowed, FieldErrors."""
    if not by.can("deal.change", other):
        by.require("deal.change", deal)
    _must_be_two(deal, other)
    first, second = sorted((deal, other), key=lambda one: one.pk)
    with transaction.atomic():
        said, new = DealsApart.objects.get_or_create(
            first_id=first.pk, second_id=second.pk, defaults={"said_by": by.pk}
        )
        if new:
            organisation.renew_counts()
            data = {"other": second.pk, "title": second.title}
            log.append(by=by, verb="deal.said_apart", subject=("deal", first.pk), deal_id=first.pk, data=data)
    return said


def undo_apart(event: Event, by: Any) -> None:
    by.require("deal.change", Deal.objects.get(pk=event.subject_id))
    gone, _each = DealsApart.objects.filter(first_id=event.subject_id, second_id=event.data["other"]).delete()
    if not gone:
        raise CannotUndo
    organisation.renew_counts()


def _must_be_two(deal: Deal, other: Deal) -> None:
    if deal.pk == other.pk:
        raise FieldErrors({"other": [_("Choose another deal.")]})


def _fill(keep: Deal, gone: Deal, by: Any) -> int | None:
    """The id of the event that tells what was filled in."""
    values: dict[str, Any] = {
        name: getattr(gone, name) for name in FILLED if not getattr(keep, name) and getattr(gone, name)
    }
    if "amount" in values and keep.currency != gone.currency:
        del values["amount"]
    # Why a deal rests stands with its rest, which goes with it.
    said = (gone.notes.strip(), gone.outcome_note.strip() if gone.outcome_note != keep.outcome_note else "")
    if more := [text for text in said if text and text not in keep.notes]:
        values["notes"] = "\n\n".join(filter(None, (keep.notes.strip(), *more)))[:LONGEST]
    if custom := _own_fields(keep, gone):
        values["custom"] = custom
    if not values:
        return None
    deal_changes.change(deal=keep, by=by, **values)
    keep.refresh_from_db()
    return _last("deal.changed", keep)


def _seat(keep: Deal, gone: Deal, by: Any) -> int | None:
    """Another contact sits in the committee, else nothing of the deal that stays would name them; the id of the event."""
    contact = gone.contact
    if contact is None or contact.pk == keep.contact_id or contact.deleted_at is not None:
        return None
    if keep.committee.filter(contact=contact).exists():
        return None
    role = contact.role if contact.role in CommitteeMember.Role.values else CommitteeMember.Role.USER
    committee.put_member(deal=keep, contact=contact, by=by, role=role)
    return _last("committee.put", keep)


def _last(verb: str, deal: Deal) -> int:
    return int(Event.objects.filter(verb=verb, subject_kind="deal", subject_id=deal.pk).latest("id").pk)


def _own_fields(keep: Deal, gone: Deal) -> dict[str, Any]:
    """The company's own fields of which `keep` says nothing, as far as they are still there and take the value."""
    found: dict[str, Any] = {}
    for key, value in gone.custom.items():
        if value is None or keep.custom.get(key) is not None or key not in definitions.of("deal"):
            continue
        with suppress(FieldErrors):
            found |= custom_values.clean("deal", {key: value})
    return found


def _back(event_id: int | None, by: Any) -> int:
    """Takes back what the merge did besides; 1 where somebody changed it since, and it stays."""
    event = Event.objects.filter(pk=event_id, undone_by_id=None).first() if event_id else None
    if event is None:
        return 0
    try:
        undo(event=event, by=by)
    except (CannotUndo, Stale):
        return 1
    return 0


def _plan_again(keep: Deal, away: Mapping[str, Any] | None) -> None:
    """What its stage had planned is nothing any more for a deal that has left that stage, or ended, since."""
    if away and (keep.stage_id, keep.outcome) == (away["stage"], away["outcome"]):
        stage_work.bring_back(away["activities"])


def _aside(keep: Deal, gone: Deal) -> dict[str, Any]:
    """What the deal that goes says otherwise."""
    told = {"title": gone.title, "amount": gone.amount, "stage": gone.stage.title}
    ours = {"title": keep.title, "amount": keep.amount, "stage": keep.stage.title}
    return {name: value for name, value in told.items() if value and value != ours[name]}


def _put(deal: Deal, by: Any, *, deleted: bool) -> None:
    """Told of the deal itself as well: open boards and its own story else know nothing of it."""
    now = timezone.now()
    deal.deleted_at = now if deleted else None
    deal.on_board = not deleted and shown_on_board(deal)
    deal_changes.save_changed(deal, ["deleted_at", "on_board"], at=now)
    trail.record_state([deal], at=now, revision=deal.pipeline.revision)
    verb = "deal.deleted" if deleted else "deal.restored"
    log.append(by=by, verb=verb, subject=("deal", deal.pk), deal_id=deal.pk, data={"title": deal.title})


def _look_again(deal: Deal) -> None:
    """What it misses, its next step and its obstacles may be others now."""
    refresh([Deal.objects.select_related("stage", "pipeline").get(pk=deal.pk)])
