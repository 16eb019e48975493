"""Deals that have ended as their row says, and of which a column that counts now says when or why."""

from __future__ import annotations

from datetime import datetime

from kariz.exchange.actions.context import Context, Result
from kariz.exchange.rules.settings import FILL
from kariz.localisation.said import gettext as _
from kariz.pipeline.actions import moves, placings
from kariz.pipeline.models import Deal, Outcome

FIELDS = frozenset({"closed_at", "lost_reason"})


def place(result: Result, deal: Deal, context: Context) -> placings.Place | None:
    """The deal where it stands, ended on that day and for that reason; None where the row says neither, or where the deal
    stays as it is. Who closed or changed it here since knows better."""
    values = result.draft.values
    said = FIELDS & result.otherwise & set(values)
    if deal.outcome not in (Outcome.WON, Outcome.LOST) or not said:
        return None
    fills = (result.policy or context.settings.existing) == FILL
    closed = context.moment(values["closed_at"]) if "closed_at" in said and not fills else None
    if closed and (closed > context.now or _is_on(deal, closed, context)):
        closed = None
    why = values["lost_reason"] if "lost_reason" in said and deal.outcome == Outcome.LOST else ""
    if why and fills and deal.lost_reason_id:
        result.held += ["lost_reason"]
        why = ""
    note = why[: moves.LONGEST_REASON]
    reason = (context.lost_reason(why) or context.other_reason()) if why else deal.lost_reason
    if not closed and (reason.pk if reason else None, note or deal.outcome_note) == (
        deal.lost_reason_id,
        deal.outcome_note,
    ):
        return None
    if context.hand.touched(deal.pk):
        text = _("Somebody changed this deal here since; the day and the reason of its end stay as they are.")
        result.draft.warn("", text, stays=True)
        return None
    return placings.Place(
        stage=deal.stage,
        outcome=deal.outcome,
        closed_at=closed or deal.closed_at,
        lost_reason=reason,
        note=note or deal.outcome_note,
    )


def _is_on(deal: Deal, closed: datetime, context: Context) -> bool:
    return deal.closed_at is not None and deal.closed_at.astimezone(context.zone).date() == closed.date()
