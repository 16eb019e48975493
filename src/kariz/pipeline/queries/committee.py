"""The buying committee of a deal as people read it: who sits there, who went quiet, who is missing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Max
from django.utils import timezone

from kariz.pipeline.models import Activity, CommitteeMember, Criterion, Deal, Segment
from kariz.pipeline.rules.facts import DECIDERS

Role = CommitteeMember.Role
QUIET_DAYS = 14
"""After so many days without a touch somebody is quiet, where the stage does not say otherwise."""
USUAL: dict[str, tuple[tuple[str, ...], ...]] = {
    Segment.GENERATION: (DECIDERS, (Role.CHAMPION,)),
    Segment.NURTURING: (DECIDERS, (Role.CHAMPION,), (Role.USER, Role.TECHNICAL_JUDGE)),
    Segment.CLOSING: (DECIDERS, (Role.CHAMPION,), (Role.ECONOMIC_BUYER,), (Role.LEGAL,)),
}
"""Whom a sale of this segment usually needs; one of each group, the first of them named."""


@dataclass(frozen=True, slots=True)
class Seat:
    """A member, and when somebody of ours last had to do with them."""

    member: CommitteeMember
    last_touch: datetime | None
    quiet: bool


@dataclass(frozen=True, slots=True)
class Committee:
    """`needed` are roles that a criterion of the stage asks for, `usual` those that sales like this have."""

    seats: list[Seat]
    needed: list[Any]
    usual: list[Any]
    single: bool

    @property
    def quiet(self) -> list[Seat]:
        return [seat for seat in self.seats if seat.quiet]


def committee_of(
    deal: Deal,
    *,
    members: Sequence[CommitteeMember],
    criteria: Iterable[Criterion],
    touches: Mapping[int, datetime],
) -> Committee:
    """Of what is read already: the members, the criteria of the deal's stage, the last touch of each contact."""
    roles = {member.role for member in members}
    needed = [] if deal.has_ended else _needed(criteria, roles)
    people = {member.contact_id for member in members} | {deal.contact_id} - {None}
    return Committee(
        [_seat(member, touches.get(member.contact_id), deal) for member in members],
        [Role(role) for role in needed],
        []
        if deal.has_ended
        else [Role(one) for one in _usual(deal.stage.segment, roles) if one not in needed],
        deal.is_open and deal.stage.segment != Segment.GENERATION and len(people) == 1,
    )


def read(deal: Deal) -> Committee:
    """The same, read for itself in four queries; touches of any deal count."""
    members = list(CommitteeMember.objects.filter(deal=deal).select_related("contact"))
    criteria = Criterion.objects.filter(stage=deal.stage_id, retired_at=None)
    touches = last_touches([member.contact_id for member in members])
    return committee_of(deal, members=members, criteria=criteria, touches=touches)


def touches_in(done: Iterable[Activity]) -> dict[int, datetime]:
    """The last touch of each contact in done activities whose participants are read."""
    found: dict[int, datetime] = {}
    for one in done:
        for contact in {one.contact_id, *(person.pk for person in one.participants.all())} - {None}:
            if one.done_at is not None and (contact not in found or found[contact] < one.done_at):
                found[contact] = one.done_at
    return found


def last_touches(contacts: Sequence[int]) -> dict[int, datetime]:
    """The last done activity of each contact, as its person or as a participant, in two queries."""
    done = Activity.objects.filter(done_at__isnull=False, deleted_at=None)
    own = done.filter(contact__in=contacts).order_by().values("contact").annotate(last=Max("done_at"))
    rows = Activity.participants.through.objects.filter(
        contact__in=contacts, activity__done_at__isnull=False, activity__deleted_at=None
    )
    took_part = rows.order_by().values("contact").annotate(last=Max("activity__done_at"))
    found: dict[int, datetime] = {}
    for row in (*own, *took_part):
        known = found.get(row["contact"])
        found[row["contact"]] = max(known, row["last"]) if known else row["last"]
    return found


def is_quiet(last: datetime | None, deal: Deal) -> bool:
    """Touched once, but not for as long as the stage lets a deal stand."""
    days = deal.stage.stale_after_days or QUIET_DAYS
    return last is not None and last < timezone.now() - timedelta(days=days)


def _seat(member: CommitteeMember, last: datetime | None, deal: Deal) -> Seat:
    return Seat(member, last, deal.is_open and is_quiet(last, deal))


def _needed(criteria: Iterable[Criterion], roles: set[str]) -> list[str]:
    found: list[str] = []
    for criterion in criteria:
        asked = criterion.params
        if criterion.kind == "committee_has":
            found += [role for role in asked.get("roles", ()) if role not in roles and role in Role.values]
        decides = criterion.kind == "decision_role" or asked.get("participants") == "decision_makers"
        if decides and not roles & set(DECIDERS):
            found.append(Role.DECISION_MAKER)
    return list(dict.fromkeys(found))


def _usual(segment: str, roles: set[str]) -> list[str]:
    return [group[0] for group in USUAL[Segment(segment)] if not roles & set(group)]
