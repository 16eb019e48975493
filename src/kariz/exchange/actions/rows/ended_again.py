"""Deals that have ended as their row says, and of which a column that counts now says when or why: that is corrected, as
people do it."""

from __future__ import annotations

from datetime import date

from kariz.exchange.actions.at_work import existing
from kariz.exchange.actions.at_work.context import Context, Result
from kariz.localisation.said import gettext as _
from kariz.pipeline.actions import corrections, endings, moves
from kariz.pipeline.models import Deal, LostReason, Outcome
from kariz.reading.rows.settings import FILL

FIELDS = frozenset({"closed_at", "lost_reason"})


def correct(result: Result, deal: Deal, context: Context) -> Deal:
    """The deal with the day and the reason that the row says; as it is where the row says neither. Who closed or changed
    it here since knows better: then, and where records are only filled in, it gets a reason that it lacks."""
    values, now = result.draft.values, [deal]
    said = FIELDS & result.otherwise & set(values)
    if not said or deal.outcome not in (Outcome.WON, Outcome.LOST):
        return deal
    fills = (result.policy or context.settings.existing) == FILL
    touched = context.hand.touched(deal.pk)
    day = endings.day_of(context.at(values["closed_at"])) if "closed_at" in said else None
    if day and deal.closed_at and endings.day_of(deal.closed_at) == day:
        day = None
    reason, note = _reason(values["lost_reason"], deal, context) if "lost_reason" in said else (None, None)
    if (fills or touched) and (day or (note and deal.lost_reason_id)):
        _tell(result, touched, day is not None)
        day = None
        reason, note = (None, None) if deal.lost_reason_id else (reason, deal.outcome_note or note)
    if day is None and reason is None and note is None:
        return deal

    def write(day: date | None) -> None:
        told = corrections.Said(closed_on=day, lost_reason=reason, note=note)
        now[0] = corrections.correct(deal=deal, by=context.by, said=told)

    if not existing.try_change(result, lambda: write(day)) and day and note:
        # The reason is none the worse for a day that cannot be.
        existing.try_change(result, lambda: write(None))
    return now[0]


def _reason(why: str, deal: Deal, context: Context) -> tuple[LostReason | None, str | None]:
    """What the words mean, and they; None of both where the deal was not lost, or has them."""
    reason, note = context.lost_reason(why) or context.other_reason(), why[: moves.LONGEST_REASON]
    held = (deal.lost_reason_id, deal.outcome_note)
    if deal.outcome != Outcome.LOST or (reason.pk if reason else None, note) == held:
        return None, None
    return reason, note


def _tell(result: Result, touched: bool, day: bool) -> None:
    if not touched:
        result.held += ["closed_at" if day else "lost_reason"]
        return
    text = _("Somebody changed this deal here since; the day and the reason of its end stay as they are.")
    result.draft.warn("", text, stays=True)
