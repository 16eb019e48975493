"""What exactly a criterion waits for, where its own words leave people guessing."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from kariz.people.models import Contact
from kariz.pipeline.models import Criterion
from kariz.pipeline.rules.facts import DealFacts

NO_DECIDER, ABSENT = "no_decider", "deciders_absent"
WHYS: dict[str, Any] = {
    NO_DECIDER: _("Mark who decides: nobody in the buying committee is a decision maker."),
    ABSENT: _("Not every decision maker of the buying committee took part."),
}
MOST_PEOPLE = 4


def asks_deciders(criterion: Criterion) -> bool:
    """Is it an activity in which the decision makers take part?"""
    return criterion.kind == "activity_done" and criterion.params.get("participants") == "decision_makers"


def why(facts: DealFacts, criterion: Criterion) -> str:
    """A key of WHYS for a criterion that is not met; empty where its text says enough."""
    if not asks_deciders(criterion) and criterion.kind != "decision_role":
        return ""
    if not facts.deciders:
        return NO_DECIDER
    return ABSENT if _fitting(facts, criterion) else ""


def candidates(facts: DealFacts, criterion: Criterion) -> list[dict[str, Any]]:
    """Who could be marked as the decision maker: those who took part, else the committee, else the deal's contact."""
    took_part = {pk for one in _fitting(facts, criterion) for pk in one.participants}
    people = took_part or {contact for contact, _role in facts.committee} or {facts.deal.contact_id}
    found = Contact.objects.filter(pk__in=people - {None}, deleted_at=None).order_by("name", "pk")
    return [{"id": pk, "name": name} for pk, name in found.values_list("pk", "name")[:MOST_PEOPLE]]


def _fitting(facts: DealFacts, criterion: Criterion) -> list[Any]:
    kind, result = criterion.params.get("kind", ""), criterion.params.get("result", "")
    return [one for one in facts.done if one.kind == kind and (not result or one.result == result)]
