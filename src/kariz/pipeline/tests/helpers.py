"""Short ways to set a scene."""

from __future__ import annotations

import time
from itertools import pairwise

from django.apps import apps

from kariz.access.models import User
from kariz.events.models import Event
from kariz.events.queries import feed
from kariz.people.actions import contacts
from kariz.people.models import Contact
from kariz.pipeline.actions import activities, committee, ticks
from kariz.pipeline.actions.deal_values import shown_on_board
from kariz.pipeline.models import Deal, DealState, StageVisit


def person(name: str, owner: User) -> Contact:
    return contacts.create(by=owner, name=name, owner=owner)


def counts() -> dict[str, int]:
    """Rows of every table of ours."""
    areas = ("pipeline", "people", "records", "events")
    return {
        model._meta.label: model._default_manager.count()
        for area in areas
        for model in apps.get_app_config(area).get_models()
    }


def meet_all(deal: Deal, by: User) -> None:
    """Do what the deal's present stage asks for."""
    fresh = Deal.objects.get(pk=deal.pk)
    for criterion in fresh.stage.criteria.filter(retired_at=None):
        if criterion.kind == "box":
            ticks.tick(deal=fresh, criterion=criterion, by=by, ticked=True)
        elif criterion.kind == "positive_reply":
            activities.log_done(by=by, deal=fresh, kind="call", result="positive")
        elif criterion.kind in ("decision_role", "activity_done"):
            boss = person("Boss", by)
            committee.put_member(deal=fresh, contact=boss, by=by, role="decision_maker")
            if criterion.kind == "activity_done":
                everybody = [member.contact for member in fresh.committee.select_related("contact")]
                activities.log_done(by=by, deal=fresh, kind="presentation", participants=everybody)


def consistent(deal: Deal) -> None:
    """One open visit iff on the board (or in the bin from there); states follow each other without a gap."""
    fresh = Deal.objects.get(pk=deal.pk)
    visits = StageVisit.objects.filter(deal=fresh, left_at=None)
    assert visits.count() == (1 if shown_on_board(fresh) else 0)
    assert all(visit.stage_id == fresh.stage_id for visit in visits)
    assert fresh.on_board == (fresh.deleted_at is None and shown_on_board(fresh))
    states = list(DealState.objects.filter(deal=fresh).order_by("valid_from", "pk"))
    assert all(one.valid_to == two.valid_from for one, two in pairwise(states))
    last = states[-1]
    assert last.valid_to is None
    assert (last.stage_id, last.outcome, last.on_board, last.base_amount, last.owner_id) == (
        fresh.stage_id,
        fresh.outcome,
        fresh.on_board,
        fresh.base_amount,
        fresh.owner_id,
    )


def settle() -> None:
    """Wait until readers see every event so far: a slow test on another database of the server holds them up."""
    newest = Event.objects.order_by("-pk").values_list("pk", flat=True)[0]
    for _try in range(2400):
        if feed.head().event_id >= newest:
            return
        time.sleep(0.05)
    raise AssertionError("older transactions went on for two minutes")
