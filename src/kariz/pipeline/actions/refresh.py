"""What is kept on a deal for the board: what is missing, open obstacles, next step."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Max

from kariz.pipeline.models import Activity, Deal, Obstacle
from kariz.pipeline.queries.stages import Process, process_of
from kariz.pipeline.rules.facts import DealFacts, facts_of
from kariz.pipeline.rules.gate import Unmet, unmet
from kariz.web import bulk_updates
from kariz.web.prepared import LARGEST_LIST, Prepared

KEPT = (
    "missing",
    "missing_count",
    "open_obstacles",
    "next_step_at",
    "next_step_id",
    "attention",
    "last_touch_at",
)


def refresh(
    deals: Sequence[Deal],
    *,
    process: Process | None = None,
    touched: bool = True,
) -> None:
    """Recompute what is kept, for deals of one pipeline, and write it, in a fixed number of queries."""
    if not deals:
        return
    recompute(deals, process=process, touched=touched)
    bulk_updates.write(Deal, [(deal.pk, kept(deal)) for deal in deals])


def kept(deal: Deal) -> dict[str, Any]:
    """What is kept, as it stands on `deal`."""
    return {name: getattr(deal, name) for name in KEPT}


def recompute(
    deals: Sequence[Deal],
    *,
    process: Process | None = None,
    touched: bool = True,
    facts: dict[int, DealFacts] | None = None,
) -> None:
    """The same on the objects only.

    `touched=False` skips the last touch, which only a done activity moves. A move, which changes no facts and no
    obstacles, gives the `facts` that it read for the gate.
    """
    known = process or process_of(deals[0].pipeline)
    if facts is None:
        _count_obstacles(deals)
        facts = facts_of(deals)
    _find_next_steps(deals)
    if touched:
        _find_last_touch(deals)
    for deal in deals:
        keep_missing(deal, missing_here(facts[deal.pk], known))


def missing_here(facts: DealFacts, process: Process) -> list[Unmet]:
    """What the deal's own stage still asks for: of one that rests, too, for it comes back; of one that ended nothing."""
    if facts.deal.has_ended:
        return []
    place = process.index(facts.deal.stage_id)
    return unmet(facts, process.gates(place, place + 1)) if place >= 0 else []


def keep_missing(deal: Deal, found: list[Unmet]) -> None:
    deal.missing = [
        {"criterion": one.criterion.pk, "kind": one.criterion.kind, "policy": one.policy}
        | ({"why": why} if (why := one.why) else {})
        for one in found
    ]
    deal.missing_count = len(found)


def keep_next_step(deal: Deal, at: datetime | None, activity_id: int | None) -> None:
    deal.next_step_at, deal.next_step_id = at, activity_id
    deal.attention = int(at.timestamp()) if at else 0


def _count_obstacles(deals: Sequence[Deal]) -> None:
    counts = Counter(
        Obstacle.objects.filter(deal__in=deals, cleared_at=None).values_list("deal_id", flat=True)
    )
    for deal in deals:
        deal.open_obstacles = counts[deal.pk]


def _find_next_steps(deals: Sequence[Deal]) -> None:
    ids = [deal.pk for deal in deals]
    soonest = {
        deal_id: (due_at, activity_id)
        for start in range(0, len(ids), LARGEST_LIST)
        for deal_id, due_at, activity_id in _steps(ids[start : start + LARGEST_LIST])
    }
    for deal in deals:
        keep_next_step(deal, *soonest.get(deal.pk, (None, None)))


_steps = Prepared(
    lambda deals: (
        Activity.objects.filter(deal__in=deals, done_at=None, deleted_at=None, due_at__isnull=False)
        .order_by("-due_at", "-id")
        .values_list("deal_id", "due_at", "id")
    )
)


def _find_last_touch(deals: Sequence[Deal]) -> None:
    rows = Activity.objects.filter(deal__in=deals, done_at__isnull=False, deleted_at=None)
    touched = dict(rows.values("deal_id").annotate(last=Max("done_at")).values_list("deal_id", "last"))
    for deal in deals:
        deal.last_touch_at = touched.get(deal.pk)
