"""The buying committee of a deal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kariz.events.models import Event
from kariz.people.models import Contact
from kariz.people.queries.merged import survivor_of
from kariz.pipeline.actions.work import settle
from kariz.pipeline.models import CommitteeMember, Deal
from kariz.web.errors import FieldErrors, Stale

Seat = tuple[str, str]
"""Role and stance; ("", "") for somebody who is no member."""


def put_member(
    *,
    deal: Deal,
    contact: Contact,
    by: Any,
    role: str,
    stance: str = CommitteeMember.Stance.UNKNOWN,
    seen: Seat | None = None,
) -> CommitteeMember:
    """Add `contact` to the committee, or change role and stance, if the seat is still what was `seen`.

    Raises NotAllowed, FieldErrors, Stale.
    """
    by.require("deal.change", deal)
    errors: dict[str, list[Any]] = {}
    if role not in CommitteeMember.Role.values:
        errors["role"] = [_("Choose a role.")]
    if stance not in CommitteeMember.Stance.values:
        errors["stance"] = [_("Choose a stance.")]
    if errors:
        raise FieldErrors(errors)
    with transaction.atomic():
        before = CommitteeMember.objects.filter(deal=deal, contact=contact).values("role", "stance").first()
        if seen is not None and seen != seat_of(before):
            raise Stale
        member, _made = CommitteeMember.objects.update_or_create(
            deal=deal, contact=contact, defaults={"role": role, "stance": stance}
        )
        old = before or {"role": None, "stance": None}
        changes = {"role": [old["role"], role], "stance": [old["stance"], stance]}
        _settle(deal, contact, by, "committee.put", changes)
    return member


def seat_of(found: Mapping[str, Any] | None) -> Seat:
    """The seat of what a query found of a member."""
    return (found["role"], found["stance"]) if found else ("", "")


def remove_member(*, deal: Deal, contact: Contact, by: Any) -> None:
    """Take `contact` out of the committee. Raises NotAllowed."""
    by.require("deal.change", deal)
    with transaction.atomic():
        member = CommitteeMember.objects.filter(deal=deal, contact=contact).first()
        if member is None:
            return
        changes = {"role": [member.role, None], "stance": [member.stance, None]}
        member.delete()
        _settle(deal, contact, by, "committee.removed", changes)


def undo(event: Event, by: Any) -> None:
    """Inverse of both verbs."""
    deal = Deal.objects.get(pk=event.subject_id)
    contact = survivor_of(Contact.objects.get(pk=event.data["contact"]))
    role, stance = event.changes["role"][0], event.changes["stance"][0]
    given: Seat = (event.changes["role"][1] or "", event.changes["stance"][1] or "")
    now = CommitteeMember.objects.filter(deal=deal, contact=contact).values("role", "stance").first()
    if seat_of(now) != given:
        raise Stale
    if role is None:
        remove_member(deal=deal, contact=contact, by=by)
    else:
        put_member(deal=deal, contact=contact, by=by, role=role, stance=stance)


def _settle(deal: Deal, contact: Contact, by: Any, verb: str, changes: dict[str, list[Any]]) -> None:
    settle(
        deal_id=deal.pk,
        by=by,
        verb=verb,
        subject=("deal", deal.pk),
        changes=changes,
        data={"contact": contact.pk, "name": contact.name},
    )
