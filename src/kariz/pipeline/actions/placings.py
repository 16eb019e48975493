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
from kariz.pipeline.actions import deal_changes, deal_sets, stage_work, standing, trail
from kariz.pipeline.actions.deal_sets import Taken
from kariz.pipeline.actions.moves import CannotMove, check_in_use
from kariz.pipeline.actions.standing import Turn, snapshot
from kariz.pipeline.models import Deal, DealState, LostReason, Outcome, Stage, StageVisit
from kariz.pipeline.queries.stages import process_of

VERBS: Mapping[str, str] = {
    Outcome.WON: "deal.won",
    Outcome.LOST: "deal.lost",
    Outcome.RESTING: "deal.rested",
}
BROUGHT = StageVisit.How.IMPORTED


@dataclass(frozen=True, slots=True)
class Place:
    """Where a deal stands and how it ended, `closed_at` then."""

    stage: Stage
    outcome: str
    closed_at: datetime | None = None
    lost_reason: LostReason | None = None
    resting_until: date | None = None
    note: str = ""


def place(*, deal: Deal, by: Any, where: Place, given: Mapping[str, Any]) -> Deal:
    """The deal as one that is brought in there and so: past its gates, off the board once it has ended, since the day of
    its end; it was worth then what the fields `given` say. For imports of what has happened; who works with a deal
    closes or moves it.

    Raises NotAllowed, CannotMove, FieldErrors.
    """
    by.require("deal.close", deal)
    by.require("deal.move", deal)
    with transaction.atomic():
        fresh = Deal.objects.select_related("stage", "pipeline").get(pk=deal.pk)
        check_in_use(fresh)
        if where.stage.pipeline_id != fresh.pipeline_id:
            raise CannotMove(field="stage")
        _stand(fresh, where, by)
        begun = DealState.objects.get(deal=fresh, valid_to=None)
        changed = deal_changes.change(deal=fresh, by=by, **given)
        DealState.objects.filter(pk=begun.pk).update(
            base_amount=changed.base_amount, owner=changed.owner_id, expected_close=changed.expected_close
        )
    return changed


def _stand(deal: Deal, where: Place, by: Any) -> None:
    now = timezone.now()
    # As the database gives it back: the event is compared with that.
    closed = where.closed_at.astimezone(UTC) if where.closed_at else None
    since = min(now, max(closed or now, _known_since(deal)))
    one = Taken(deal, None, fresh=deal, before=snapshot(deal))
    back = standing.own_work(deal) if where.outcome == Outcome.OPEN and not deal.is_open else []
    stage_work.bring_back(back)
    dropped = _drop(deal, where, at=now)
    _assign(deal, where, closed or since, since)
    made = standing.write([one], Turn(by, at=now, since=since, how=BROUGHT, one_step=True))
    deal_sets.the_one([one])
    work = {"made": [*made.get(deal.pk, []), *back], "dropped": dropped}
    _tell(one, where, by, {"reason": where.note, trail.SINCE: since.isoformat()} | work)


def _known_since(deal: Deal) -> datetime:
    """What is known of a deal is not told otherwise: its last state began then."""
    last = DealState.objects.filter(deal=deal).aggregate(at=Max("valid_from"))["at"]
    return last or deal.created_at


def _drop(deal: Deal, where: Place, *, at: datetime) -> list[int]:
    """Work that is over: all of a deal that has ended; of one that goes on, what the stages behind it had planned."""
    if where.outcome != Outcome.OPEN:
        return stage_work.drop_all([deal], at=at).get(deal.pk, [])
    left = process_of(deal.pipeline).left(deal.stage_id, where.stage.pk)
    return stage_work.drop_activities(deal, left, at=at) if deal.stage_id != where.stage.pk else []


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


def _tell(one: Taken, where: Place, by: Any, data: dict[str, Any]) -> None:
    """A deal that was open, and still is, has moved; its event is taken back as one of a move by hand."""
    deal, changes = one.deal, standing.changes_of(one.before, one.deal)
    verb = VERBS.get(where.outcome, "deal.reopened")
    if one.before["outcome"] == where.outcome == Outcome.OPEN:
        verb, changes = "deal.moved", {"stage": changes["stage"]}
        data = {"how": BROUGHT.value, "warned": []} | data
    log.append(by=by, verb=verb, subject=("deal", deal.pk), deal_id=deal.pk, changes=changes, data=data)
