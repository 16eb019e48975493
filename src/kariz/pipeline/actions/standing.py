"""How a deal stands and how it ended: the fields that say so, and the one way in which they are written with both
histories and the work of the stage."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from django.db.models import Q

from kariz.events.models import Event
from kariz.pipeline.actions import deal_sets, stage_work, trail
from kariz.pipeline.actions.deal_changes import plain
from kariz.pipeline.actions.deal_sets import Taken
from kariz.pipeline.actions.deal_values import shown_on_board
from kariz.pipeline.actions.moves import DealMovedMeanwhile
from kariz.pipeline.actions.refresh import refresh
from kariz.pipeline.models import Activity, Deal, StageVisit
from kariz.pipeline.queries.binned import told_as_removed
from kariz.pipeline.queries.spoken_of import spoken_of
from kariz.pipeline.queries.stages import process_of

FIELDS = (
    "outcome",
    "stage",
    "entered_stage_at",
    "created_at",
    "closed_at",
    "lost_reason",
    "outcome_note",
    "resting_until",
    "handed_over_at",
    "on_board",
)


@dataclass(frozen=True, slots=True)
class Turn:
    """Deals that come to stand otherwise: written `at`, so since `since`, which is the same but for history, where each
    deal may have its own.

    `one_step`: of what the new stage would plan, only its first step, and for deals with a step of their own
    (`have_steps`, by id) nothing. `back`: a change is taken back, so the visit before it goes on and nothing is planned.
    """

    by: Any
    at: datetime
    since: trail.At
    how: StageVisit.How = StageVisit.How.MOVED
    one_step: bool = False
    have_steps: Collection[int] = ()
    back: bool = False


def write(going: Sequence[Taken], turn: Turn) -> dict[int, list[int]]:
    """Save the fields and both histories of the deals, of each of which `before` is known; gives the ids of the
    activities made, by deal. Who is not written because somebody was faster holds the error."""
    for one in going:
        one.deal.on_board = one.deal.deleted_at is None and shown_on_board(one.deal)
    deal_sets.write(going, _columns(), at=turn.at)
    went = [one for one in going if one.error is None]
    made = _visit(went, turn)
    for group in deal_sets.by_pipeline(deal_sets.deals_of(went)):
        trail.record_state(group, at=turn.since, revision=group[0].pipeline.revision)
        refresh(group, touched=False)
    return made


def _visit(went: Sequence[Taken], turn: Turn) -> dict[int, list[int]]:
    moved = [one.deal for one in went if _has_moved(one)]
    ids = {deal.pk for deal in moved}
    if turn.back:
        trail.take_back(moved, at=turn.at)
        trail.leave([one.deal for one in went if not one.deal.on_board], at=turn.since)
        waits = [one for one in went if one.deal.pk in ids or not one.before["on_board"]]
        trail.resume_many([one.deal for one in waits if one.deal.on_board])
        return {}
    trail.leave([one.deal for one in went if one.deal.pk in ids or not one.deal.on_board], at=turn.since)
    new = [deal for deal in moved if deal.on_board]
    trail.enter(new, how=turn.how, by_id=turn.by.pk)
    by_stage: dict[int, list[Deal]] = {}
    for deal in new:
        by_stage.setdefault(deal.stage_id, []).append(deal)
    planned: dict[int, list[int]] = {deal.pk: [] for deal in new}
    for group in by_stage.values():
        for deal_id, pk in _planned(group, turn):
            planned[deal_id].append(pk)
    return planned


def _has_moved(one: Taken) -> bool:
    now = snapshot(one.deal)
    return any(now[name] != one.before[name] for name in ("stage", "entered_stage_at"))


def _planned(deals: Sequence[Deal], turn: Turn) -> Iterator[tuple[int, int]]:
    """(deal, activity) of deals of one stage."""
    templates = process_of(deals[0].pipeline).activities.get(deals[0].stage_id, [])
    templates = stage_work.first_of(templates) if turn.one_step else templates
    deals = [deal for deal in deals if deal.pk not in turn.have_steps]
    for activity in stage_work.make_activities(deals, templates):
        yield activity.deal_id or 0, activity.pk


def snapshot(deal: Deal) -> dict[str, Any]:
    """What the fields hold, as the event log keeps it; links by their ids."""
    return {name: plain(getattr(deal, column)) for name, column in zip(FIELDS, _columns(), strict=True)}


@cache
def _columns() -> tuple[str, ...]:
    return tuple(str(Deal._meta.get_field(name).attname) for name in FIELDS)  # type: ignore[union-attr]


def changes_of(before: Mapping[str, Any], deal: Deal) -> dict[str, list[Any]]:
    after = snapshot(deal)
    return {name: [before[name], after[name]] for name in FIELDS if before[name] != after[name]}


def must_hold(deal: Deal, event: Event) -> None:
    """Does it still hold what the event gave it? Raises DealMovedMeanwhile."""
    now = snapshot(deal)
    if any(str(now[name]) != str(after) for name, (_before, after) in event.changes.items()):
        raise DealMovedMeanwhile(deal)


def put_back(deal: Deal, event: Event) -> None:
    """What the fields held before the event."""
    for name, (value, _after) in event.changes.items():
        column: Any = deal._meta.get_field(name)
        if column.is_relation:
            setattr(deal, f"{name}_id", value)
        else:
            setattr(deal, name, column.to_python(value))


def own_work(deals: Sequence[Deal]) -> dict[int, list[int]]:
    """What people, or lists, had planned themselves when each deal ended, and what they wrote on; the rest of the stage's
    own work is planned anew."""
    if not deals:
        return {}
    ending = Event.objects.filter(
        deal_id__in=[deal.pk for deal in deals],
        verb__in=("deal.lost", "deal.rested", "deal.won"),
        undone_by_id=None,
    )
    last = dict(ending.order_by("id").values_list("deal_id", "data"))
    dropped = {deal_id: data.get("dropped", []) for deal_id, data in last.items()}
    ids = [pk for found in dropped.values() for pk in found]
    rows = Activity.objects.filter(pk__in=ids, done_at=None, deleted_at__isnull=False)
    rows = rows.filter(Q(source=None) | spoken_of()).exclude(told_as_removed())
    own = set(rows.values_list("pk", flat=True)) if ids else set()
    return {deal_id or 0: sorted(own & set(found)) for deal_id, found in dropped.items()}
