"""Putting deals where a list of the past says that they stand: no gate is passed, as none is when they are brought in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from kariz.events.actions import log
from kariz.people.errors import at_most
from kariz.pipeline.actions import deal_changes, deal_sets, stage_work, standing, trail
from kariz.pipeline.actions.deal_sets import Taken
from kariz.pipeline.actions.moves import CannotMove, check_in_use
from kariz.pipeline.actions.standing import Turn, snapshot
from kariz.pipeline.models import Activity, Deal, DealState, LostReason, Outcome, Stage, StageVisit
from kariz.pipeline.queries.stages import process_of
from kariz.web import bulk_updates
from kariz.web.changes import Change

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
    step_follows: bool = False
    """Its next step is brought besides: the stage plans none."""


@dataclass(slots=True)
class Placing:
    """A deal, where it comes to stand, and the fields that it has then."""

    deal: Deal
    where: Place
    given: Mapping[str, Any]


def place(*, deal: Deal, by: Any, where: Place, given: Mapping[str, Any]) -> Deal:
    """The deal as one that is brought in there and so: past its gates, off the board once it has ended, since the day of
    its end; it was worth then what the fields `given` say. For imports of what has happened; who works with a deal
    closes or moves it.

    Raises NotAllowed, CannotMove, FieldErrors.
    """
    [placed] = place_many(placings=[Placing(deal, where, given)], by=by)
    return placed


def place_many(*, placings: Sequence[Placing], by: Any) -> list[Deal]:
    """The same of up to 500 deals, each once, all or none: as they are then. Few statements, an event for each. Raises
    what the first one raises."""
    at_most(len(placings))
    for told in placings:
        if told.where.outcome != Outcome.OPEN or not told.deal.is_open:
            by.require("deal.close", told.deal)
        by.require("deal.move", told.deal)
    with transaction.atomic():
        rows = Deal.objects.select_related("stage", "pipeline").in_bulk([one.deal.pk for one in placings])
        going = [_Going(one.where, Taken(one.deal, None, fresh=rows.get(one.deal.pk))) for one in placings]
        for one in going:
            check_in_use(one.deal)
            if one.where.stage.pipeline_id != one.deal.pipeline_id:
                raise CannotMove(field="stage")
        _stand(going, by)
        ids = [one.deal.pk for one in going]
        begun = dict(DealState.objects.filter(deal__in=ids, valid_to=None).values_list("deal_id", "pk"))
        changes = [Change(one.deal, told.given) for one, told in zip(going, placings, strict=True)]
        changed = deal_changes.change_all(changes=changes, by=by)
        bulk_updates.write(DealState, [(begun[deal.pk], _worth(deal)) for deal in changed])
    return changed


@dataclass(slots=True)
class _Going:
    where: Place
    taken: Taken

    @property
    def deal(self) -> Deal:
        return self.taken.deal

    @property
    def reopens(self) -> bool:
        return self.where.outcome == Outcome.OPEN and not self.deal.is_open


def _worth(deal: Deal) -> dict[str, Any]:
    return {
        "base_amount": deal.base_amount,
        "owner_id": deal.owner_id,
        "expected_close": deal.expected_close,
    }


def _stand(going: Sequence[_Going], by: Any) -> None:
    now, known = timezone.now(), _known_since([one.deal for one in going])
    back = standing.own_work([one.deal for one in going if one.reopens])
    stage_work.bring_back([pk for ids in back.values() for pk in ids])
    dropped = _drop(going, at=now)
    sinces: dict[int, datetime] = {}
    for one in going:
        deal, closed = one.deal, one.where.closed_at
        one.taken.before = snapshot(deal)
        # As the database gives it back: the event is compared with that.
        closed = closed.astimezone(UTC) if closed else None
        begun = sinces[deal.pk] = min(now, max(closed or now, known.get(deal.pk) or deal.created_at))
        _assign(deal, one.where, closed or begun, begun)
    taken = [one.taken for one in going]
    since: trail.At = sinces if len(going) > 1 else next(iter(sinces.values()), now)
    turn = Turn(by, at=now, since=since, how=BROUGHT, one_step=True, have_steps=_have_steps(going))
    made = standing.write(taken, turn)
    for each in taken:
        deal_sets.the_one([each])
    log.append_many([_told(one, by, sinces, made, back, dropped) for one in going])


def _known_since(deals: Sequence[Deal]) -> dict[int, datetime]:
    """What is known of deals is not told otherwise: when the last state of each began."""
    rows = DealState.objects.filter(deal__in=deals).order_by().values("deal_id")
    return dict(rows.annotate(at=Max("valid_from")).values_list("deal_id", "at"))


def _have_steps(going: Sequence[_Going]) -> set[int]:
    """Who brings in where deals stand wants one next step of each: what a list, or somebody, has planned goes first."""
    ids = [one.deal.pk for one in going if one.where.outcome == Outcome.OPEN]
    own = Activity.objects.filter(deal__in=ids, source=None, done_at=None, deleted_at=None)
    held = set(own.values_list("deal_id", flat=True)) if ids else set()
    return held | {one.deal.pk for one in going if one.where.step_follows}


def _drop(going: Sequence[_Going], *, at: datetime) -> dict[int, list[int]]:
    """Work that is over: all of a deal that has ended; of one that goes on, what the stages behind it had planned."""
    ended = [one.deal for one in going if one.where.outcome != Outcome.OPEN]
    left = {
        one.deal: process_of(one.deal.pipeline).left(one.deal.stage_id, one.where.stage.pk)
        for one in going
        if one.where.outcome == Outcome.OPEN and one.deal.stage_id != one.where.stage.pk
    }
    return stage_work.drop_all(ended, at=at) | stage_work.drop_left(left, at=at)


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


def _told(
    one: _Going,
    by: Any,
    sinces: Mapping[int, datetime],
    made: Mapping[int, list[int]],
    back: Mapping[int, list[int]],
    dropped: Mapping[int, list[int]],
) -> log.Draft:
    """A deal that was open, and still is, has moved; its event is taken back as one of a move by hand."""
    deal, where, before = one.deal, one.where, one.taken.before
    data: dict[str, Any] = {"reason": where.note, trail.SINCE: sinces[deal.pk].isoformat()}
    data["made"] = [*made.get(deal.pk, []), *back.get(deal.pk, [])]
    data["dropped"] = dropped.get(deal.pk, [])
    verb, changes = VERBS.get(where.outcome, "deal.reopened"), standing.changes_of(before, deal)
    if before["outcome"] == where.outcome == Outcome.OPEN:
        verb, changes = "deal.moved", {"stage": changes["stage"]}
        data = {"how": BROUGHT.value, "warned": []} | data
    return log.Draft(by, verb, ("deal", deal.pk), deal.pk, changes, data)
