"""Everything the criteria may ask about deals, read with a fixed number of queries however many the deals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from kariz.pipeline.models import Activity, CommitteeMember, Deal
from kariz.records.queries.files import subjects_with_files

DECIDERS = (CommitteeMember.Role.DECISION_MAKER, CommitteeMember.Role.ECONOMIC_BUYER)


@dataclass(slots=True)
class DoneActivity:
    kind: str
    result: str
    participants: set[int]


@dataclass(slots=True)
class DealFacts:
    """What one deal's criteria are judged by."""

    deal: Deal
    done: list[DoneActivity] = field(default_factory=list)
    committee: list[tuple[int, str]] = field(default_factory=list)
    """(contact id, role)"""
    has_file: bool = False

    @property
    def deciders(self) -> set[int]:
        return {contact for contact, role in self.committee if role in DECIDERS}

    def ticked(self, key: str) -> bool:
        return key in self.deal.ticks

    def value(self, name: str) -> Any:
        return getattr(self.deal, name)


def facts_of(deals: Iterable[Deal], *, fresh: bool = False) -> dict[int, DealFacts]:
    """Facts by deal id, in four queries. `fresh` deals were made just now and have nothing to read."""
    facts = {deal.pk: DealFacts(deal) for deal in deals}
    if fresh or not facts:
        return facts
    ids = list(facts)
    _read_activities(facts, ids)
    for deal_id, contact_id, role in CommitteeMember.objects.filter(deal_id__in=ids).values_list(
        "deal_id", "contact_id", "role"
    ):
        facts[deal_id].committee.append((contact_id, role))
    for deal_id in subjects_with_files("deal", ids):
        facts[deal_id].has_file = True
    return facts


def _read_activities(facts: dict[int, DealFacts], ids: list[int]) -> None:
    rows = Activity.objects.filter(deal_id__in=ids, done_at__isnull=False, deleted_at=None).values_list(
        "id", "deal_id", "kind", "result"
    )
    done: dict[int, DoneActivity] = {}
    for activity_id, deal_id, kind, result in rows:
        done[activity_id] = DoneActivity(kind, result, set())
        facts[deal_id].done.append(done[activity_id])
    people: dict[int, set[int]] = defaultdict(set)
    through = Activity.participants.through
    for activity_id, contact_id in through.objects.filter(
        activity__deal_id__in=ids, activity__done_at__isnull=False
    ).values_list("activity_id", "contact_id"):
        people[activity_id].add(contact_id)
    for activity_id, contacts in people.items():
        if activity_id in done:
            done[activity_id].participants = contacts
