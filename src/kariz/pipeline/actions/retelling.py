"""The way of deals that an import brought where they stand: the stages they had passed before, told afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from kariz.events.actions import log
from kariz.pipeline.actions import trail, way_back
from kariz.pipeline.actions.deals import NewDeal
from kariz.pipeline.actions.histories import Past, left_at, states_of
from kariz.pipeline.models import Deal, DealState, Outcome, Stage, StageVisit
from kariz.pipeline.queries.stages import Process
from kariz.web import bulk

Stay = tuple[Stage, datetime]


@dataclass(frozen=True, slots=True)
class Retold:
    """`how` is "told", "same" where nothing is new, or "moved" where the deal went on here since: it is left."""

    deal: Deal
    how: str


def retell(*, told: Sequence[tuple[Deal, Sequence[Stay]]], process: Process, by: Any) -> list[Retold]:
    """Replace the one visit that an import gave each deal by the stays told of it; up to 500 deals of one pipeline.

    An open deal stays where it is; a lost or resting one stands where it stood last. Raises NotAllowed.
    """
    for deal, _stays in told:
        by.require("deal.change", deal)
    now = timezone.now()
    with transaction.atomic():
        held: dict[int, list[StageVisit]] = {}
        ids = [deal.pk for deal, _stays in told]
        # A move that is on its way ends first, and is then seen among the visits.
        list(Deal.objects.filter(pk__in=ids).select_for_update().order_by("pk").values_list("pk"))
        for visit in StageVisit.objects.filter(deal__in=ids).order_by("entered_at", "pk"):
            held.setdefault(visit.deal_id, []).append(visit)
        results, pasts = [], []
        for deal, stays in told:
            visits = held.get(deal.pk, [])
            if any(visit.how != StageVisit.How.IMPORTED or visit.undone for visit in visits):
                results.append(Retold(deal, "moved"))
                continue
            way = _way(deal, stays, visits, now)
            if not way or [(v.stage_id, v.entered_at) for v in visits] == [(s.pk, at) for s, at in way]:
                results.append(Retold(deal, "same"))
                continue
            results.append(Retold(deal, "told"))
            pasts.append((deal, way))
        _write(pasts, held, process, by, now)
    return results


def _way(deal: Deal, stays: Sequence[Stay], visits: Sequence[StageVisit], now: datetime) -> list[Stay]:
    """The stays in order, each stage once in a row, up to where the deal is or ended."""
    end = deal.closed_at or now
    way: list[Stay] = []
    for stage, at in sorted(stays, key=lambda one: one[1]):
        if not way or way[-1][0].pk != stage.pk:
            way.append((stage, min(at, end)))
    if deal.outcome == Outcome.WON:
        way = [one for one in way if one[0].pk != deal.stage_id]
        return [*way, (deal.stage, end)] if way else way
    if way and deal.is_open and way[-1][0].pk != deal.stage_id:
        known = visits[-1].entered_at if visits else way[-1][1]
        way.append((deal.stage, max(known, way[-1][1])))
    return way


def _write(
    pasts: Sequence[tuple[Deal, list[Stay]]],
    held: dict[int, list[StageVisit]],
    process: Process,
    by: Any,
    now: datetime,
) -> None:
    if not pasts:
        return
    ids = [deal.pk for deal, _way in pasts]
    before = way_back.kept([deal for deal, _way in pasts], held)
    StageVisit.objects.filter(deal__in=ids).delete()
    DealState.objects.filter(deal__in=ids).delete()
    visits: list[StageVisit] = []
    states: list[DealState] = []
    for deal, way in pasts:
        deal.stage, deal.entered_stage_at = way[-1]
        deal.created_at = min(deal.created_at, way[0][1])
        past = Past(NewDeal(deal.title, process.pipeline), way, handed_over_at=deal.handed_over_at)
        leaving = [at for _stage, at in way[1:]] + [left_at(deal, past)]
        visits += [
            StageVisit(
                deal=deal,
                stage=stage,
                entered_at=at,
                left_at=left,
                how=StageVisit.How.IMPORTED,
                entered_by=by.pk,
            )
            for (stage, at), left in zip(way, leaving, strict=True)
        ]
        states += states_of(deal, past, process.pipeline.revision)
        Deal.objects.filter(pk=deal.pk).update(
            stage=deal.stage,
            entered_stage_at=deal.entered_stage_at,
            created_at=deal.created_at,
            version=F("version") + 1,
            updated_at=now,
        )
    bulk.insert(visits)
    trail.insert_states(states)
    told: dict[int, list[way_back.Told]] = {}
    for visit in visits:
        told.setdefault(visit.deal_id, []).append(way_back.told_of(visit))
    log.append_many(
        [
            log.Draft(
                by,
                "deal.history",
                ("deal", deal.pk),
                deal.pk,
                {},
                {"stays": len(way), "before": before[deal.pk], "told": told[deal.pk]},
            )
            for deal, way in pasts
        ]
    )
