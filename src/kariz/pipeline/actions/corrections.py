"""How closed deals ended, corrected: the day, of a loss its reason and words, of a rest the day of return; one or up to
500 at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kariz.events.actions import log
from kariz.events.models import Event
from kariz.pipeline.actions import deal_sets, endings
from kariz.pipeline.actions.closing_sets import must_be_here
from kariz.pipeline.actions.deal_sets import Chosen, Taken
from kariz.pipeline.actions.moves import CannotMove, DealMovedMeanwhile, check_reason
from kariz.pipeline.actions.standing import changes_of, must_hold, put_back, snapshot
from kariz.pipeline.models import Deal, LostReason
from kariz.pipeline.models import Outcome as Ending
from kariz.web.changes import Outcome
from kariz.web.errors import FieldErrors, NotFound

COLUMNS = (
    "created_at",
    "closed_at",
    "lost_reason_id",
    "outcome_note",
    "entered_stage_at",
    "handed_over_at",
    "resting_until",
)


@dataclass(frozen=True, slots=True)
class Said:
    """What is said otherwise of how a deal ended; None leaves it as it is."""

    closed_on: date | None = None
    lost_reason: LostReason | None = None
    note: str | None = None
    resting_until: date | None = None


def correct(*, deal: Deal, by: Any, said: Said, version: int | None = None) -> Deal:
    """Raises NotAllowed, FieldErrors, CannotMove (it is open), DealMovedMeanwhile."""
    by.require("deal.close", deal)
    return deal_sets.the_one(_correct([(deal, version)], by, said))


def correct_many(*, chosen: Chosen, by: Any, said: Said) -> list[Outcome]:
    """The same of up to 500 deals, each on its own: what came of it."""
    return deal_sets.outcomes(_correct(chosen, by, said))


def _correct(chosen: Chosen, by: Any, said: Said) -> list[Taken]:
    check_reason(said.note or "", "note")
    now = timezone.now()
    with transaction.atomic():
        taken = deal_sets.take(chosen, by, "deal.close")
        deal_sets.tried(taken, must_be_here)
        deal_sets.tried(taken, lambda one: _assign(one, said, now))
        going = [one for one in taken if one.error is None and changes_of(one.before, one.deal)]
        moving = {one.deal.pk: one for one in going if "closed_at" in changes_of(one.before, one.deal)}
        was = {
            pk: datetime.fromisoformat(one.before["closed_at"] or one.before["entered_stage_at"])
            for pk, one in moving.items()
        }
        kept = endings.move([one.deal for one in moving.values()], was) if moving else {}
        _write(going, now)
        log.append_many([_told(one, by, kept.get(one.deal.pk)) for one in going])
    return taken


def _assign(one: Taken, said: Said, now: datetime) -> None:
    deal = one.deal
    must_be_closed(deal)
    one.before = snapshot(deal)
    known = endings.day_of(deal.closed_at) if deal.closed_at else None
    if said.closed_on is not None and said.closed_on != known:
        deal.closed_at = _before_hand_over(deal, said.closed_on, endings.close(deal, said.closed_on, now))
    if said.note is not None:
        deal.outcome_note = said.note.strip()
    if said.resting_until is not None and said.resting_until != deal.resting_until:
        deal.resting_until = _to_come(deal, said.resting_until, now)
    if said.lost_reason is None:
        return
    if deal.outcome != Ending.LOST:
        raise FieldErrors({"reason": [_("Only a lost deal has a reason for its loss.")]})
    deal.lost_reason = said.lost_reason
    if said.lost_reason.template == LostReason.OTHER and not deal.outcome_note:
        raise FieldErrors({"note": [_("Say in words what the other reason was.")]})


def must_be_closed(deal: Deal) -> None:
    """Raises CannotMove."""
    if deal.is_open:
        raise CannotMove(_("This deal is open: it has not ended yet."))


def _to_come(deal: Deal, day: date, now: datetime) -> date:
    """The day on which it comes back. Raises FieldErrors."""
    if deal.outcome != Ending.RESTING:
        raise FieldErrors({"resting_until": [_("Only a resting deal has a day on which it comes back.")]})
    if day <= endings.day_of(now):
        raise FieldErrors({"resting_until": [_("Choose a day after today.")]})
    return day


def _before_hand_over(deal: Deal, day: date, at: datetime) -> datetime:
    """A deal is won before it is handed over; where both were told at once, both are on that day."""
    over = deal.handed_over_at
    if over is None or over == deal.closed_at or at <= over:
        return at
    if day > endings.day_of(over):
        raise FieldErrors({"closed_on": [_("The deal was handed over before that day.")]})
    return over


def _write(going: Sequence[Taken], now: datetime) -> None:
    deal_sets.write(going, COLUMNS, at=now)
    for one in going:
        # Held since it was read, so nobody can be faster; histories without their deal are never kept.
        deal_sets.the_one([one])


def _told(one: Taken, by: Any, kept: endings.Kept | None) -> log.Draft:
    pk, changes = one.deal.pk, changes_of(one.before, one.deal)
    data: dict[str, Any] = {"reason": one.deal.outcome_note if "outcome_note" in changes else ""}
    if kept:
        data[endings.KEPT] = kept
    return log.Draft(by, "deal.closing_corrected", ("deal", pk), pk, changes, data)


def undo_correction(event: Event, by: Any) -> None:
    """Inverse of a correction: what was said before, if it still says what the event gave it."""
    by.require("deal.close", Deal.objects.get(pk=event.subject_id))
    [error] = undo_corrections([event], by)
    if error is not None:
        raise error


def undo_corrections(events: Sequence[Event], by: Any) -> list[Outcome]:
    """The same of many deals, none twice."""
    now = timezone.now()
    by_deal = {event.subject_id: event for event in events}
    with transaction.atomic():
        found = Deal.objects.in_bulk(list(by_deal))
        taken = deal_sets.take([(deal, None) for deal in found.values()], by, "deal.close")
        deal_sets.tried(taken, must_be_here)
        former = endings.Former.of(events)
        deal_sets.tried(taken, lambda one: _put_back(one, by_deal[one.given.pk], former))
        going = [one for one in taken if one.error is None]
        _write(going, now)
        former.put_back([by_deal[one.deal.pk] for one in going])
    errors = {one.given.pk: one.error for one in taken}
    return [errors.get(event.subject_id, NotFound()) for event in events]


def _put_back(one: Taken, event: Event, former: endings.Former) -> None:
    must_hold(one.deal, event)
    if not former.holds(event):
        raise DealMovedMeanwhile(one.deal)
    put_back(one.deal, event)
