"""Closing deals as lost and letting them rest, one or up to 500 at once, and taking it back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kariz.events.actions import log
from kariz.events.models import Event
from kariz.pipeline.actions import deal_sets, endings, stage_work, standing, trail
from kariz.pipeline.actions.deal_sets import Chosen, Taken
from kariz.pipeline.actions.moves import CannotMove, DealMovedMeanwhile, must_be_in_use
from kariz.pipeline.actions.standing import Turn, changes_of, must_hold, put_back, snapshot
from kariz.pipeline.models import Deal
from kariz.pipeline.models import Outcome as Ending
from kariz.pipeline.queries.stages import Process, process_of
from kariz.web.changes import Outcome
from kariz.web.errors import NotFound


@dataclass(frozen=True, slots=True)
class Closing:
    """How deals leave the board: `values` are what they hold then, `also` the outcome that may be changed into it."""

    verb: str
    values: Mapping[str, Any]
    reason: str
    also: Ending
    closed_on: date | None = None
    """None: today."""


def close(chosen: Chosen, by: Any, closing: Closing) -> list[Taken]:
    """Close each deal on its own. Few statements, one transaction."""
    now = timezone.now()
    with transaction.atomic():
        taken = deal_sets.take(chosen, by, "deal.close")
        deal_sets.tried(taken, must_be_here)
        deal_sets.tried(taken, lambda one: must_be_open(one.deal, (closing.also,)))
        deal_sets.tried(taken, lambda one: _end(one, closing, now))
        going = [one for one in taken if one.error is None]
        dropped = stage_work.drop_all([one.deal for one in going], at=now)
        standing.write(going, Turn(by, at=now, since=now))
        went = [one for one in going if one.error is None]
        kept = ended_before([one.deal for one in went], now)
        log.append_many([_told(one, by, closing, dropped, kept) for one in went])
    return taken


def _end(one: Taken, closing: Closing, now: datetime) -> None:
    deal = one.deal
    one.before = snapshot(deal)
    at = now if closing.closed_on is None else endings.close(deal, closing.closed_on, now)
    for name, value in (*closing.values.items(), ("closed_at", at)):
        setattr(deal, name, value)
    deal.entered_stage_at = min(deal.entered_stage_at, at)


def ended_before(deals: Sequence[Deal], now: datetime) -> dict[int, endings.Kept]:
    """Deals that are closed `now` and ended earlier did so in their histories, too; what was changed there, by deal."""
    before = {deal.pk: now for deal in deals if deal.closed_at != now}
    return endings.move([deal for deal in deals if deal.pk in before], before) if before else {}


def _told(
    one: Taken,
    by: Any,
    closing: Closing,
    dropped: Mapping[int, list[int]],
    kept: Mapping[int, endings.Kept],
) -> log.Draft:
    pk = one.deal.pk
    data: dict[str, Any] = {"reason": closing.reason, "made": [], "dropped": dropped.get(pk, [])}
    if pk in kept:
        data[endings.KEPT] = kept[pk]
    return log.Draft(by, closing.verb, ("deal", pk), pk, changes_of(one.before, one.deal), data)


def undo(events: Sequence[Event], by: Any) -> list[Outcome]:
    """Inverse of every way in which deals end, reopen or are placed, of many deals, none twice: back to what each event
    says was before, if nothing stands on it."""
    now = timezone.now()
    by_deal = {event.subject_id: event for event in events}
    with transaction.atomic():
        found = Deal.objects.in_bulk(list(by_deal))
        taken = deal_sets.take([(deal, None) for deal in found.values()], by, "deal.close")
        deal_sets.tried(taken, must_be_here)
        here = [one.deal for one in taken if one.error is None]
        processes = {own[0].pipeline_id: process_of(own[0].pipeline) for own in deal_sets.by_pipeline(here)}
        former = endings.Former.of(events)
        deal_sets.tried(
            taken, lambda one: _put_back(one, by_deal[one.given.pk], processes[one.deal.pipeline_id], former)
        )
        going = [one for one in taken if one.error is None]
        told = [by_deal[one.deal.pk] for one in going]
        stage_work.put_away([pk for event in told for pk in event.data.get("made", [])], at=now)
        stage_work.bring_back([pk for event in told for pk in event.data.get("dropped", [])])
        former.put_back(told)
        trail.forget(told)
        standing.write(going, Turn(by, at=now, since=now, back=True))
    errors = {one.given.pk: one.error for one in taken}
    return [errors.get(event.subject_id, NotFound()) for event in events]


def _put_back(one: Taken, event: Event, process: Process, former: endings.Former) -> None:
    must_hold(one.deal, event)
    if not former.holds(event):
        raise DealMovedMeanwhile(one.deal)
    one.before = snapshot(one.deal)
    put_back(one.deal, event)
    if one.deal.on_board or one.deal.is_open:
        must_be_in_use(one.deal.stage_id, process)


def must_be_here(one: Taken) -> None:
    """Raises CannotMove for what lies in the bin."""
    if one.deal.deleted_at is not None:
        raise CannotMove(_("This deal is in the bin; restore it first."))


def must_be_open(deal: Deal, also: Sequence[str] = ()) -> None:
    """Raises CannotMove."""
    if not deal.is_open and deal.outcome not in also:
        raise CannotMove(_("This deal is closed already; reopen it first."))
