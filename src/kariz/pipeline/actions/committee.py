"""The buying committee of a deal."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kariz.events.actions import log
from kariz.events.models import Event
from kariz.people.models import Contact
from kariz.people.queries.merged import survivor_of
from kariz.pipeline.actions.deal_rights import require_to_bring
from kariz.pipeline.actions.work import settle
from kariz.pipeline.models import CommitteeMember, Deal
from kariz.web import bulk
from kariz.web.errors import FieldErrors, Stale

Seat = tuple[str, ...]
"""Role, stance and influence, or only the first of them; ("", "") for somebody who is no member."""
PARTS = ("role", "stance", "influence")


def put_member(
    *,
    deal: Deal,
    contact: Contact,
    by: Any,
    role: str,
    stance: str = CommitteeMember.Stance.UNKNOWN,
    influence: str | None = None,
    seen: Seat | None = None,
    also: Sequence[Mapping[str, str]] = (),
) -> CommitteeMember:
    """Add `contact` to the committee, or change the seat, if it is still what was `seen`. Without `influence` that
    stays as it is. `also`, what merged records said otherwise, is given by an undo alone.

    Raises NotAllowed, FieldErrors, Stale.
    """
    by.require("deal.change", deal)
    _check(role, stance, influence)
    with transaction.atomic():
        before = _kept(deal, contact)
        if seen is not None and seen != seat_of(before)[: len(seen)]:
            raise Stale
        after = {"role": role, "stance": stance}
        if influence is not None:
            after["influence"] = influence
        # Whoever says it now has seen what records merged into this person said otherwise.
        said: dict[str, Any] = {**after, "also": list(also)}
        member, _made = CommitteeMember.objects.update_or_create(deal=deal, contact=contact, defaults=said)
        changes = {name: [before[name] if before else None, value] for name, value in after.items()}
        _settle(deal, contact, by, "committee.put", changes, before["also"] if before else ())
    return member


def _check(role: str, stance: str, influence: str | None) -> None:
    errors: dict[str, list[Any]] = {}
    if role not in CommitteeMember.Role.values:
        errors["role"] = [_("Choose a role.")]
    if stance not in CommitteeMember.Stance.values:
        errors["stance"] = [_("Choose a stance.")]
    if influence and influence not in CommitteeMember.Influence.values:
        errors["influence"] = [_("Choose how much this person's word counts.")]
    if errors:
        raise FieldErrors(errors)


def seat_of(found: Mapping[str, Any] | None) -> Seat:
    """The seat of what a query found of a member."""
    return tuple(found[name] for name in PARTS) if found else ("", "", "")


def _kept(deal: Deal, contact: Contact) -> Mapping[str, Any] | None:
    return CommitteeMember.objects.filter(deal=deal, contact=contact).values(*PARTS, "also").first()


def remove_member(*, deal: Deal, contact: Contact, by: Any) -> None:
    """Take `contact` out of the committee. Raises NotAllowed."""
    by.require("deal.change", deal)
    with transaction.atomic():
        member = CommitteeMember.objects.filter(deal=deal, contact=contact).first()
        if member is None:
            return
        changes = {name: [getattr(member, name), None] for name in PARTS}
        member.delete()
        _settle(deal, contact, by, "committee.removed", changes, member.also)


def seat_many(
    *,
    seats: Sequence[tuple[Deal, Contact]],
    role: str,
    by: Any,
    stance: str = CommitteeMember.Stance.UNKNOWN,
    influence: str = "",
    made: Collection[int] = (),
) -> None:
    """Give many people whom an import names a seat in the committee of its new deals; who has one keeps it. `made` are
    the ids of deals that this very action created.

    Raises NotAllowed.
    """
    require_to_bring(by, (deal for deal, _contact in seats), made)
    wanted = {(deal.pk, contact.pk): (deal, contact) for deal, contact in seats}
    held = CommitteeMember.objects.filter(deal__in={deal.pk for deal, _contact in seats})
    for pair in held.values_list("deal_id", "contact_id"):
        wanted.pop(pair, None)
    seat = {"role": role, "stance": str(stance)} | ({"influence": influence} if influence else {})
    with transaction.atomic():
        bulk.insert(
            [CommitteeMember(deal=deal, contact=contact, **seat) for deal, contact in wanted.values()]
        )
        log.append_many(
            [
                log.Draft(
                    by,
                    "committee.put",
                    ("deal", deal.pk),
                    deal.pk,
                    {name: [None, value] for name, value in seat.items()},
                    {"contact": contact.pk, "name": contact.name},
                )
                for deal, contact in wanted.values()
            ]
        )


def undo(event: Event, by: Any) -> None:
    """Inverse of both verbs."""
    deal = Deal.objects.get(pk=event.subject_id)
    contact = survivor_of(Contact.objects.get(pk=event.data["contact"]))
    old = {name: pair[0] for name, pair in event.changes.items()}
    given: Seat = tuple(event.changes[name][1] or "" for name in PARTS if name in event.changes)
    if seat_of(_kept(deal, contact))[: len(given)] != given:
        raise Stale
    if old["role"] is None:
        remove_member(deal=deal, contact=contact, by=by)
    else:
        put_member(deal=deal, contact=contact, by=by, also=event.data.get("also", ()), **old)


def _settle(
    deal: Deal,
    contact: Contact,
    by: Any,
    verb: str,
    changes: dict[str, list[Any]],
    also: Sequence[Mapping[str, str]],
) -> None:
    """`also` is what the seat said besides before this: no change that people are told of, but an undo brings it back."""
    settle(
        deal_id=deal.pk,
        by=by,
        verb=verb,
        subject=("deal", deal.pk),
        changes=changes,
        data={"contact": contact.pk, "name": contact.name} | ({"also": list(also)} if also else {}),
    )
