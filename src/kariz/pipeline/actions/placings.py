"""Putting deals where a list of the past says that they stand: no gate is passed, as none is when they are brought in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from kariz.events.actions import log
from kariz.events.models import Event
from kariz.pipeline.actions import closing_sets, stage_work, trail
from kariz.pipeline.actions.deal_changes import save_changed
from kariz.pipeline.actions.deal_values import shown_on_board
from kariz.pipeline.actions.moves import CannotMove, check_in_use
from kariz.pipeline.actions.refresh import refresh
from kariz.pipeline.models import Deal, DealState, LostReason, Outcome, Stage, StageVisit
from kariz.pipeline.queries.stages import Process, process_of

VERBS: Mapping[str, str] = {
    Outcome.WON: "deal.won",
    Outcome.LOST: "deal.lost",
    Outcome.RESTING: "deal.rested",
    Outcome.OPEN: "deal.reopened",
}
SINCE = "placed_since"
"""Under which the event keeps since when the deal stands so: what tells a placing from a closing by hand."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a deal stands and how it ended, `closed_at` then."""

    stage: Stage
    outcome: str
    closed_at: datetime | None = None
    lost_reason: LostReason | None = None
    resting_until: date | None = None
    note: str = ""


def place(*, deal: Deal, by: Any, where: Place) -> Deal:
    """The deal as one that is brought in there and so: past its gates, off the board once it has ended, since the day of
    its end. For imports of what has happened; who works with a deal closes or moves it.

    Raises NotAllowed, CannotMove.
    """
    by.require("deal.close", deal)
    by.require("deal.move", deal)
    with transaction.atomic():
        fresh = Deal.objects.select_related("stage", "pipeline").get(pk=deal.pk)
        check_in_use(fresh)
        if where.stage.pipeline_id != fresh.pipeline_id:
            raise CannotMove(field="stage")
        now = timezone.now()
        # As the database gives it back: the event is compared with that.
        closed = where.closed_at.astimezone(UTC) if where.closed_at else None
        since = min(now, max(closed or now, _known_since(fresh)))
        before = closing_sets.snapshot(fresh)
        dropped = stage_work.drop_all([fresh], at=now).get(fresh.pk, [])
        _assign(fresh, where, closed or since, since)
        made = _write(fresh, before, process_of(fresh.pipeline), by, now=now, since=since)
        log.append(
            by=by,
            verb=VERBS[where.outcome],
            subject=("deal", fresh.pk),
            deal_id=fresh.pk,
            changes=closing_sets.changes_of(before, fresh),
            data={"reason": where.note, "made": made, "dropped": dropped, SINCE: since.isoformat()},
        )
    return fresh


def _known_since(deal: Deal) -> datetime:
    """What is known of a deal is not told otherwise: its last state began then."""
    last = DealState.objects.filter(deal=deal).aggregate(at=Max("valid_from"))["at"]
    return last or deal.created_at


def _assign(deal: Deal, where: Place, closed: datetime, since: datetime) -> None:
    ended = where.outcome != Outcome.OPEN
    if deal.stage_id != where.stage.pk or not (ended or deal.on_board):
        deal.stage, deal.entered_stage_at = where.stage, since
    deal.outcome = where.outcome
    deal.closed_at = closed if ended else None
    deal.handed_over_at = deal.closed_at if where.outcome == Outcome.WON else None
    deal.lost_reason = where.lost_reason if where.outcome == Outcome.LOST else None
    deal.resting_until = where.resting_until if where.outcome == Outcome.RESTING else None
    deal.outcome_note = where.note
    deal.on_board = shown_on_board(deal)


def _write(
    deal: Deal, before: Mapping[str, Any], process: Process, by: Any, *, now: datetime, since: datetime
) -> list[int]:
    save_changed(deal, closing_sets.FIELDS, at=now)
    trail.leave([deal], at=since)
    made: list[int] = []
    if deal.on_board:
        trail.enter([deal], how=StageVisit.How.IMPORTED, by_id=by.pk)
        first = stage_work.first_of(process.activities.get(deal.stage_id, []))
        made = [activity.pk for activity in stage_work.make_activities([deal], first)]
    trail.record_state([deal], at=since, revision=deal.pipeline.revision)
    refresh([deal], process=process, touched=False)
    return made


def forget(deal: Deal, event: Event) -> None:
    """A placing that is taken back leaves no trace of a past that was not: since then the deal stood as it did before."""
    if (since := event.data.get(SINCE)) is None:
        return
    columns = {"stage": "stage_id", "outcome": "outcome", "on_board": "on_board"}
    before = {column: event.changes[name][0] for name, column in columns.items() if name in event.changes}
    states = DealState.objects.filter(deal=deal, valid_from__gte=datetime.fromisoformat(since))
    states.update(**before)
