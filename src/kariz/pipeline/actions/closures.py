"""Ending a deal (won, lost), reopening it, resting it until a day, handing it over."""

from __future__ import annotations

import logging
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kariz.events.actions import log
from kariz.events.actor import SYSTEM
from kariz.events.models import Event
from kariz.organisation.queries.current import organisation
from kariz.pipeline.actions import closing_sets, corrections, deal_sets, endings, stage_work, standing
from kariz.pipeline.actions.closing_sets import must_be_open
from kariz.pipeline.actions.corrections import Said
from kariz.pipeline.actions.deal_sets import Chosen, Taken
from kariz.pipeline.actions.moves import CannotMove, DealMovedMeanwhile, check_reason, pass_gates
from kariz.pipeline.actions.standing import Turn, changes_of, snapshot
from kariz.pipeline.models import Deal, LostReason, Outcome, Stage, StageVisit
from kariz.pipeline.queries.stages import Process, process_of
from kariz.web.changes import Outcome as OneOutcome
from kariz.web.errors import DomainError, FieldErrors

logger = logging.getLogger("kariz.pipeline")


def win(
    *,
    deal: Deal,
    by: Any,
    reason: str = "",
    version: int | None = None,
    closed_on: date | None = None,
) -> Deal:
    """A quick "won", today or on a day that is past: passes every gate up to and with the winning stage, or gives a
    reason.

    Raises NotAllowed, FieldErrors, CannotMove, ReasonNeeded, DealMovedMeanwhile.
    """
    by.require("deal.close", deal)
    check_reason(reason)
    with transaction.atomic():
        fresh, process = _read(deal, version)
        must_be_open(fresh)
        before, now = snapshot(fresh), timezone.now()
        at = now if closed_on is None else endings.close(fresh, closed_on, now)
        end = process.stages[process.winning + 1] if process.winning + 1 < len(process.stages) else None
        target = end or process.stages[-1]
        if end is None:
            # The last stage has a gate too, although no stage lies behind it.
            beyond, whole = _with_beyond(process, process.stages)
            pass_gates(fresh, beyond, whole, reason, insist=True)
        else:
            pass_gates(fresh, end, process, reason, insist=True)
        fresh.outcome, fresh.closed_at, fresh.outcome_note = Outcome.WON, at, reason.strip()
        fresh.entered_stage_at = min(fresh.entered_stage_at, at)
        dropped: list[int] = []
        if target.pk != fresh.stage_id:
            dropped = stage_work.drop_activities(fresh, process.left(fresh.stage_id, target.pk), at=now)
            fresh.stage, fresh.entered_stage_at = target, at
        made = _finish(fresh, before, Turn(by, at=now, since=now))
        kept = closing_sets.ended_before([fresh], now).get(fresh.pk)
        _tell(fresh, before, "deal.won", by, reason=reason.strip(), made=made, dropped=dropped, kept=kept)
    return fresh


def lose(
    *,
    deal: Deal,
    by: Any,
    lost_reason: LostReason | None,
    note: str = "",
    version: int | None = None,
    closed_on: date | None = None,
) -> Deal:
    """Close as lost, with its reason, today or on a day that is past. Raises NotAllowed, FieldErrors, CannotMove,
    DealMovedMeanwhile."""
    by.require("deal.close", deal)
    closing = _lost(lost_reason, note, closed_on)
    return deal_sets.the_one(closing_sets.close([(deal, version)], by, closing))


def lose_many(
    *,
    chosen: Chosen,
    by: Any,
    lost_reason: LostReason | None,
    note: str = "",
    closed_on: date | None = None,
) -> list[OneOutcome]:
    """The same of up to 500 deals, each on its own: what came of it. Raises FieldErrors."""
    return deal_sets.outcomes(closing_sets.close(chosen, by, _lost(lost_reason, note, closed_on)))


def _lost(lost_reason: LostReason | None, note: str, closed_on: date | None) -> closing_sets.Closing:
    check_reason(note, "note")
    if lost_reason is None:
        raise FieldErrors({"reason": [_("Choose why the deal was lost.")]})
    if lost_reason.template == LostReason.OTHER and not note.strip():
        raise FieldErrors({"note": [_("Say in words what the other reason was.")]})
    values = {
        "outcome": Outcome.LOST,
        "resting_until": None,
        "lost_reason": lost_reason,
        "outcome_note": note.strip(),
    }
    return closing_sets.Closing("deal.lost", values, note.strip(), Outcome.RESTING, closed_on)


def rest(*, deal: Deal, by: Any, until: date | None, reason: str = "", version: int | None = None) -> Deal:
    """Put the deal in the re-engagement queue; it comes back to its owner by itself on `until`. One that rests already
    comes back on another day."""
    by.require("deal.close", deal)
    [error] = rest_many(chosen=[(deal, version)], by=by, until=until, reason=reason)
    if error is not None:
        raise error
    return Deal.objects.select_related("stage", "pipeline").get(pk=deal.pk)


def rest_many(*, chosen: Chosen, by: Any, until: date | None, reason: str = "") -> list[OneOutcome]:
    """The same of up to 500 deals, each on its own: what came of it. Raises FieldErrors."""
    closing = _resting(until, reason)
    again = Said(resting_until=until, note=closing.reason or None)
    with transaction.atomic():
        resting = set(
            Deal.objects.filter(
                pk__in=[deal.pk for deal, _seen in chosen], outcome=Outcome.RESTING
            ).values_list("pk", flat=True)
        )
        # What rests already holds its work and its history: only its day is another.
        late = [one for one in chosen if one[0].pk in resting]
        told = iter(corrections.correct_many(chosen=late, by=by, said=again) if late else [])
        new = [one for one in chosen if one[0].pk not in resting]
        ended = iter(deal_sets.outcomes(closing_sets.close(new, by, closing)) if new else [])
        return [next(told if deal.pk in resting else ended) for deal, _seen in chosen]


def _resting(until: date | None, reason: str) -> closing_sets.Closing:
    check_reason(reason)
    if until is None or until <= today_here():
        raise FieldErrors({"until": [_("Choose a day after today.")]})
    values = {
        "outcome": Outcome.RESTING,
        "resting_until": until,
        "lost_reason": None,
        "outcome_note": reason.strip(),
    }
    return closing_sets.Closing("deal.rested", values, reason.strip(), Outcome.LOST)


def reopen(*, deal: Deal, by: Any, version: int | None = None, verb: str = "deal.reopened") -> Deal:
    """Back to open, in the stage where it was; a won deal goes back to the stage that is won on leaving."""
    by.require("deal.close", deal)
    with transaction.atomic():
        fresh, process = _read(deal, version)
        if fresh.is_open:
            raise CannotMove(_("This deal is open."))
        before, now = snapshot(fresh), timezone.now()
        place = process.index(fresh.stage_id)
        if fresh.stage.holds_won or place < 0:
            fresh.stage = (
                process.stages[min(process.winning, len(process.stages) - 1)]
                if place >= 0
                else process.stages[0]
            )
        fresh.outcome, fresh.closed_at, fresh.lost_reason = Outcome.OPEN, None, None
        fresh.resting_until, fresh.outcome_note, fresh.handed_over_at = None, "", None
        fresh.entered_stage_at = now
        back = standing.own_work([fresh]).get(fresh.pk, [])
        stage_work.bring_back(back)
        made = _finish(fresh, before, Turn(by, at=now, since=now, how=StageVisit.How.RETURNED))
        _tell(fresh, before, verb, by, made=[*made, *back])
    return fresh


def hand_over(*, deal: Deal, by: Any, reason: str = "", version: int | None = None) -> Deal:
    """A won deal leaves the board, once its stage's criteria are met. Raises MoveRefused, ReasonNeeded."""
    by.require("deal.close", deal)
    check_reason(reason)
    with transaction.atomic():
        fresh, process = _read(deal, version)
        if fresh.outcome != Outcome.WON or fresh.handed_over_at is not None:
            raise CannotMove(_("Only a won deal that is still on the board can be handed over."))
        before, now = snapshot(fresh), timezone.now()
        pass_last_gate(fresh, process, reason)
        fresh.handed_over_at = now
        _finish(fresh, before, Turn(by, at=now, since=now))
        _tell(fresh, before, "deal.handed_over", by, reason=reason.strip())
    return fresh


def wake_due(*, today: date) -> int:
    """Bring every resting deal whose day has come back to its owner; returns how many."""
    due = Deal.objects.filter(outcome=Outcome.RESTING, resting_until__lte=today, deleted_at=None)
    count = 0
    for deal in due.order_by("resting_until", "pk")[:500]:
        try:
            reopen(deal=deal, by=SYSTEM, version=deal.version, verb="deal.woken")
        except DomainError:
            # Somebody was faster, or it cannot come back yet; the others must not wait for it.
            logger.warning("Deal %s did not wake", deal.pk, exc_info=True)
            continue
        count += 1
    return count


def undo_closing(event: Event, by: Any) -> None:
    """Inverse of every verb here: back to what the event says was before, if nothing stands on it."""
    by.require("deal.close", Deal.objects.get(pk=event.subject_id))
    [error] = closing_sets.undo([event], by)
    if error is not None:
        raise error


def pass_last_gate(deal: Deal, process: Process, reason: str) -> None:
    """The gate of the stage where the deal is, as if it left the end of the pipeline."""
    beyond, from_here = _with_beyond(process, [deal.stage])
    pass_gates(deal, beyond, from_here, reason)


def _with_beyond(process: Process, stages: list[Stage]) -> tuple[Stage, Process]:
    """A place behind the last of `stages`, and a process of them that ends there."""
    beyond = Stage(pk=None, pipeline=process.pipeline)
    return beyond, Process(process.pipeline, [*stages, beyond], process.criteria, process.activities)


def today_here() -> date:
    """The day it is now in the company's zone."""
    return timezone.now().astimezone(ZoneInfo(organisation().timezone)).date()


def _read(deal: Deal, version: int | None) -> tuple[Deal, Process]:
    fresh = Deal.objects.select_related("stage", "pipeline").get(pk=deal.pk)
    if version is not None and version != fresh.version:
        raise DealMovedMeanwhile(fresh)
    if fresh.deleted_at is not None:
        raise CannotMove(_("This deal is in the bin; restore it first."))
    return fresh, process_of(fresh.pipeline)


def _finish(deal: Deal, before: dict[str, Any], turn: Turn) -> list[int]:
    """Returns the ids of the activities made."""
    one = Taken(deal, None, fresh=deal, before=before)
    made = standing.write([one], turn)
    return made.get(deal_sets.the_one([one]).pk, [])


def _tell(
    deal: Deal,
    before: dict[str, Any],
    verb: str,
    by: Any,
    *,
    reason: str = "",
    made: list[int] | None = None,
    dropped: list[int] | None = None,
    kept: endings.Kept | None = None,
) -> None:
    log.append(
        by=by,
        verb=verb,
        subject=("deal", deal.pk),
        deal_id=deal.pk,
        changes=changes_of(before, deal),
        data={"reason": reason, "made": made or [], "dropped": dropped or []}
        | ({endings.KEPT: kept} if kept else {}),
    )
