"""The two histories of a deal: visits (for the funnel) and states (for every as-of read)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import pairwise

from kariz.events.models import Event
from kariz.pipeline.models import Deal, DealState, StageVisit
from kariz.web import bulk, bulk_updates
from kariz.web.prepared import LARGEST_LIST, PreparedUpdate

At = datetime | Mapping[int, datetime]
"""When something of several deals is so: for all of them, or by their ids."""
SINCE = "placed_since"
"""Under which the event of a deal that a list placed keeps since when the deal stands so: what tells it from one by hand."""


def enter(
    deals: Sequence[Deal],
    *,
    how: StageVisit.How,
    by_id: int | None,
    reason: str = "",
) -> list[StageVisit]:
    """Begin a visit of each deal in its present stage, at its `entered_stage_at`."""
    visits = [
        StageVisit(
            deal=deal,
            stage_id=deal.stage_id,
            entered_at=deal.entered_stage_at,
            how=how,
            entered_by=by_id,
            reason=reason,
        )
        for deal in deals
    ]
    return list(bulk.insert(visits))


def leave(deals: Sequence[Deal], *, at: At) -> None:
    """End the open visit of each deal."""
    for part in _parts(deals):
        if isinstance(at, datetime):
            _leave(part, at)
            continue
        visits = StageVisit.objects.filter(deal__in=part, left_at=None).values_list("pk", "deal_id")
        bulk_updates.write(StageVisit, [(pk, {"left_at": at[deal_id]}) for pk, deal_id in visits])


_leave = PreparedUpdate(
    lambda deals, at: (StageVisit.objects.filter(deal__in=deals, left_at=None), {"left_at": at})
)


def _parts(deals: Sequence[Deal]) -> Iterator[list[int]]:
    for start in range(0, len(deals), LARGEST_LIST):
        yield [deal.pk for deal in deals[start : start + LARGEST_LIST]]


def take_back(deals: Sequence[Deal], *, at: datetime) -> None:
    """The open visit of each deal did not happen; it stays as a trace that counts nowhere."""
    for part in _parts(deals):
        StageVisit.objects.filter(deal__in=part, left_at=None).update(left_at=at, undone=True)


def resume(deal: Deal) -> StageVisit | None:
    """Go on with the deal's last visit of its present stage, when what ended it is taken back."""
    visits = StageVisit.objects.filter(deal=deal, stage=deal.stage_id, undone=False)
    last = visits.order_by("-entered_at", "-pk").first()
    if last is not None:
        StageVisit.objects.filter(pk=last.pk).update(left_at=None)
    return last


def resume_many(deals: Sequence[Deal]) -> None:
    """The same of many deals."""
    if not deals:
        return
    stages = {deal.pk: deal.stage_id for deal in deals}
    visits = StageVisit.objects.filter(deal__in=stages, undone=False).order_by("entered_at", "pk")
    last: dict[int, int] = {}
    for deal_id, stage_id, pk in visits.values_list("deal_id", "stage_id", "pk"):
        if stages[deal_id] == stage_id:
            last[deal_id] = pk
    StageVisit.objects.filter(pk__in=last.values()).update(left_at=None)


def record_state(deals: Sequence[Deal], *, at: At, revision: int) -> None:
    """Close the present state of each deal and begin the one it is in now. Deals share one pipeline."""
    for part in _parts(deals):
        if isinstance(at, datetime):
            _close(part, at)
            continue
        states = DealState.objects.filter(deal__in=part, valid_to=None).values_list("pk", "deal_id")
        bulk_updates.write(DealState, [(pk, {"valid_to": at[deal_id]}) for pk, deal_id in states])
    moments = dict.fromkeys((deal.pk for deal in deals), at) if isinstance(at, datetime) else at
    insert_states([state_of(deal, at=moments[deal.pk], revision=revision) for deal in deals])


_close = PreparedUpdate(
    lambda deals, at: (DealState.objects.filter(deal__in=deals, valid_to=None), {"valid_to": at})
)


def insert_states(states: Sequence[DealState]) -> None:
    bulk.insert(states)


def state_of(deal: Deal, *, at: datetime, revision: int, until: datetime | None = None) -> DealState:
    return bulk.new(
        DealState,
        deal_id=deal.pk,
        valid_from=at,
        valid_to=until,
        pipeline_id=deal.pipeline_id,
        stage_id=deal.stage_id,
        outcome=deal.outcome,
        on_board=deal.on_board,
        base_amount=deal.base_amount,
        owner_id=deal.owner_id,
        expected_close=deal.expected_close,
        revision=revision,
    )


def forget(placed: Sequence[Event]) -> None:
    """Placings that are taken back leave no trace of a past that was not: until each was told, its deal stood as before.
    What people saw from then on stays."""
    since = {event.subject_id: event for event in placed if SINCE in event.data}
    rows = DealState.objects.filter(deal__in=since).order_by("deal", "valid_from", "pk") if since else ()
    moved: dict[int, tuple[DealState, DealState]] = {}
    for before, after in pairwise(rows):
        event = since[after.deal_id]
        begun = datetime.fromisoformat(event.data[SINCE])
        if before.deal_id == after.deal_id and begun <= after.valid_from < event.at:
            moved[after.deal_id] = before, after
    ends, begins = [], []
    for pk, (before, after) in moved.items():
        told = min(since[pk].at, after.valid_to or since[pk].at)
        ends.append((before.pk, {"valid_to": told}))
        begins.append((after.pk, {"valid_from": told}))
    bulk_updates.write(DealState, ends)
    bulk_updates.write(DealState, begins)
