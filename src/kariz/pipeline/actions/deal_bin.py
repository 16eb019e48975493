"""Deals go into the bin and come out of it, one or up to 500 at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kariz.events.actions import log
from kariz.events.models import Event
from kariz.pipeline.actions import deal_sets, trail
from kariz.pipeline.actions.deal_sets import Chosen, Taken
from kariz.pipeline.actions.deal_values import shown_on_board
from kariz.pipeline.actions.moves import CannotMove
from kariz.pipeline.actions.refresh import refresh
from kariz.pipeline.models import Activity, Deal
from kariz.records.actions import bin
from kariz.records.search import index
from kariz.web.changes import Outcome
from kariz.web.errors import NotFound


def delete(*, deal: Deal, by: Any) -> Deal:
    """Put the deal in the bin, from which it can come back for 30 days."""
    return deal_sets.the_one(_binned([(deal, None)], by, at=timezone.now()))


def restore(*, deal: Deal, by: Any) -> Deal:
    """Take the deal out of the bin."""
    return deal_sets.the_one(_binned([(deal, None)], by, at=None))


def delete_many(*, chosen: Chosen, by: Any) -> list[Outcome]:
    """Put up to 500 deals in the bin, each on its own: what came of it. Few statements, one transaction."""
    return deal_sets.outcomes(_binned(chosen, by, at=timezone.now()))


def forget_work(kind: str, ids: Sequence[int]) -> None:
    """Activities go for good with their deal, and so do their notes and files."""
    if kind == "deal":
        work = list(Activity.objects.filter(deal__in=ids).values_list("pk", flat=True))
        bin.drop_attached("activity", work)
        index.remove("activity", work)


def undo_deleted(events: Sequence[Event], by: Any) -> list[Outcome]:
    """Inverse of putting in the bin, of many deals, none twice."""
    found = Deal.objects.in_bulk([event.subject_id for event in events])
    chosen: Chosen = [(found[event.subject_id], None) for event in events if event.subject_id in found]
    errors = {one.given.pk: one.error for one in _binned(chosen, by, at=None)}
    return [errors.get(event.subject_id, NotFound()) for event in events]


def _binned(chosen: Chosen, by: Any, *, at: datetime | None) -> list[Taken]:
    """What is where it should be already is left, without an event."""
    with transaction.atomic():
        taken = deal_sets.take(chosen, by, "deal.delete")
        going = [one for one in taken if one.error is None and (one.deal.deleted_at is None) != (at is None)]
        if at is None:
            deal_sets.tried(going, _must_have_a_place)
        now = timezone.now()
        for deal in deal_sets.deals_of(going):
            deal.deleted_at, deal.on_board = at, at is None and shown_on_board(deal)
        deal_sets.write(going, ("deleted_at", "on_board"), at=now)
        _follow(deal_sets.deals_of(going), by, now, back=at is None)
    return taken


def _must_have_a_place(one: Taken) -> None:
    if one.deal.pipeline.archived_at is not None:
        raise CannotMove(_("The pipeline of this deal is archived; bring the pipeline back first."))


def _follow(deals: Sequence[Deal], by: Any, now: datetime, *, back: bool) -> None:
    for group in deal_sets.by_pipeline(deals):
        if back:
            # Criteria and work may have changed while they lay in the bin.
            refresh(group)
        trail.record_state(group, at=now, revision=group[0].pipeline.revision)
    if back:
        index.put("deal", deals)
    else:
        index.remove("deal", [deal.pk for deal in deals])
    verb = "deal.restored" if back else "deal.deleted"
    log.append_many(
        [log.Draft(by, verb, ("deal", deal.pk), deal.pk, {}, {"title": deal.title}) for deal in deals]
    )
