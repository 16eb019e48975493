"""Everything the criteria may ask about deals, read with a fixed number of queries however many the deals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from kariz.pipeline.models import Activity, CommitteeMember, Deal
from kariz.records.queries.files import subjects_with_files
from kariz.web.prepared import LARGEST_LIST, Prepared

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
    """Facts by deal id, in four queries for 1,024. `fresh` deals were made just now and have nothing to read."""
    facts = {deal.pk: DealFacts(deal) for deal in deals}
    if fresh or not facts:
        return facts
    ids = list(facts)
    for start in range(0, len(ids), LARGEST_LIST):
        _read(facts, ids[start : start + LARGEST_LIST])
    return facts


def _read(facts: dict[int, DealFacts], ids: list[int]) -> None:
    _read_activities(facts, ids)
    for deal_id, contact_id, role in _members(ids):
        facts[deal_id].committee.append((contact_id, role))
    for deal_id in subjects_with_files("deal", ids):
        facts[deal_id].has_file = True


def _read_activities(facts: dict[int, DealFacts], ids: list[int]) -> None:
    done: dict[int, DoneActivity] = {}
    for activity_id, deal_id, kind, result in _done(ids):
        done[activity_id] = DoneActivity(kind, result, set())
        facts[deal_id].done.append(done[activity_id])
    people: dict[int, set[int]] = defaultdict(set)
    for activity_id, contact_id in _participants(ids):
        people[activity_id].add(contact_id)
    for activity_id, contacts in people.items():
        if activity_id in done:
            done[activity_id].participants = contacts


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
