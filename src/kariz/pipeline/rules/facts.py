"""What the criteria may ask about deals: each kind of it is read when the first criterion asks, for all deals at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from kariz.people.models import Company, Profile
from kariz.pipeline.models import Activity, CommitteeMember, Deal
from kariz.records.queries.files import subjects_with_files
from kariz.web.prepared import LARGEST_LIST, Prepared

DECIDERS = (CommitteeMember.Role.DECISION_MAKER, CommitteeMember.Role.ECONOMIC_BUYER)
Member = tuple[int, str]
"""(contact id, role)"""


@dataclass(slots=True)
class DoneActivity:
    """`participants` are asked of `read`, so that only a criterion that looks at them has them read."""

    pk: int
    kind: str
    result: str
    read: Read

    @property
    def participants(self) -> set[int]:
        return self.read.participants.get(self.pk, set())


class Read:
    """What the database holds about some deals, by deal id, and their `companies`; at most five queries for 1,024."""

    def __init__(self, deal_ids: Sequence[int] = (), companies: Iterable[int | None] = ()) -> None:
        self._companies = {pk for pk in companies if pk is not None}
        starts = range(0, len(deal_ids), LARGEST_LIST)
        self._parts = [deal_ids[start : start + LARGEST_LIST] for start in starts]

    @cached_property
    def done(self) -> dict[int, list[DoneActivity]]:
        found: dict[int, list[DoneActivity]] = defaultdict(list)
        for part in self._parts:
            for pk, deal_id, kind, result in _done(part):
                found[deal_id].append(DoneActivity(pk, kind, result, self))
        return found

    @cached_property
    def participants(self) -> dict[int, set[int]]:
        """Contacts by activity."""
        found: dict[int, set[int]] = defaultdict(set)
        for part in self._parts:
            for activity_id, contact_id in _participants(part):
                found[activity_id].add(contact_id)
        return found

    @cached_property
    def committee(self) -> dict[int, list[Member]]:
        found: dict[int, list[Member]] = defaultdict(list)
        for part in self._parts:
            for deal_id, contact_id, role in _members(part):
                found[deal_id].append((contact_id, role))
        return found

    @cached_property
    def with_files(self) -> set[int]:
        return {pk for part in self._parts for pk in subjects_with_files("deal", part)}

    @cached_property
    def fit_bands(self) -> dict[int, str]:
        """How well companies match the ideal customer, by company."""
        rows = Company.objects.filter(pk__in=self._companies)
        return dict(rows.values_list("pk", "fit_band")) if self._companies else {}

    @cached_property
    def ideal_described(self) -> bool:
        """Is there an ideal customer to match?"""
        return Profile.objects.filter(kind=Profile.Kind.COMPANY, retired_at=None).exists()


@dataclass(slots=True)
class DealFacts:
    """What one deal's criteria are judged by."""

    deal: Deal
    read: Read

    @property
    def done(self) -> list[DoneActivity]:
        return self.read.done.get(self.deal.pk, [])

    @property
    def committee(self) -> list[Member]:
        return self.read.committee.get(self.deal.pk, [])

    @property
    def has_file(self) -> bool:
        return self.deal.pk in self.read.with_files

    @property
    def fit_band(self) -> str:
        """How well its company matches the ideal customer; empty where it has none, or nobody described one."""
        return self.read.fit_bands.get(self.deal.company_id or 0, "")

    @property
    def deciders(self) -> set[int]:
        return {contact for contact, role in self.committee if role in DECIDERS}

    def ticked(self, key: str) -> bool:
        return key in self.deal.ticks

    def value(self, name: str) -> Any:
        return getattr(self.deal, name)


def facts_of(deals: Iterable[Deal]) -> dict[int, DealFacts]:
    """Facts by deal id."""
    known = {deal.pk: deal for deal in deals}
    read = Read(list(known), [deal.company_id for deal in known.values()])
    return {pk: DealFacts(deal, read) for pk, deal in known.items()}


def facts_of_new(deal: Deal, read: Read | None = None) -> DealFacts:
    """Of a deal that was made just now: there is nothing to read yet but of its company, which many share."""
    return DealFacts(deal, read or Read(companies=[deal.company_id]))


def facts_at_hand(
    deal: Deal, *, done: Sequence[Activity], committee: Iterable[CommitteeMember], has_file: bool
) -> DealFacts:
    """Of rows that a page has read for itself; the activities with their participants prefetched."""
    read = Read(companies=[deal.company_id])
    read.done = {deal.pk: [DoneActivity(one.pk, one.kind, one.result, read) for one in done]}
    read.participants = {one.pk: {person.pk for person in one.participants.all()} for one in done}
    read.committee = {deal.pk: [(member.contact_id, member.role) for member in committee]}
    read.with_files = {deal.pk} if has_file else set()
    return DealFacts(deal, read)


_members = Prepared(
    lambda ids: CommitteeMember.objects.filter(deal_id__in=ids).values_list("deal_id", "contact_id", "role")
)
_done = Prepared(
    lambda ids: Activity.objects.filter(deal_id__in=ids, done_at__isnull=False, deleted_at=None).values_list(
        "id", "deal_id", "kind", "result"
    )
)
_participants = Prepared(
    lambda ids: Activity.participants.through.objects.filter(
        activity__deal_id__in=ids, activity__done_at__isnull=False
    ).values_list("activity_id", "contact_id")
)
