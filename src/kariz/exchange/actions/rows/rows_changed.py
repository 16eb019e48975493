"""Rows of a list without numbers that came in before and say something else since: they are the deals that they were."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kariz.exchange.actions.at_work.context import Context, Result
from kariz.exchange.actions.rows import deal_places, going_on
from kariz.exchange.actions.rows.deals_at_once import Meeting
from kariz.exchange.actions.rows.deals_moved import ENDED, STANDS
from kariz.localisation.said import gettext as _
from kariz.pipeline.models import Deal
from kariz.reading.deals.changed import say
from kariz.reading.rows.settings import FILL, UPDATE


def known(results: Sequence[Result], joined: Any, context: Context) -> dict[int, Deal]:
    """{row: its deal} of those that are there."""
    ids = {
        result.draft.number: pk
        for result in results
        if (pk := context.changed.get(result.draft.number)) is not None
    }
    if not ids:
        return {}
    deals = {deal.pk: deal for deal in joined.filter(pk__in=set(ids.values()), deleted_at=None)}
    return {row: deals[pk] for row, pk in ids.items() if pk in deals}


def meet(result: Result, deal: Deal, meeting: Meeting, context: Context) -> None:
    """As a row with the number of its deal; what people changed of the deal here stays."""
    if not result.otherwise and result.draft.number not in context.here:
        say(result.draft)
    if context.settings.existing == UPDATE and _reopens(result, deal, context):
        result.draft.warn(
            "",
            _("The deal has ended here, and is not opened again; only what it lacks is written."),
            stays=True,
        )
        result.policy = FILL
    elif context.settings.existing == UPDATE and context.hand.touched(deal.pk):
        _leave_theirs(result, deal, context)
    meeting.meet(result, deal)


def _leave_theirs(result: Result, deal: Deal, context: Context) -> None:
    """Of a deal that somebody touched here what they changed stays, and where they moved it; a note, a call or another field
    is no reason to leave the rest as it was."""
    changed = context.hand.changed(deal.pk)
    if changed is not None:
        result.own = changed | ({STANDS} if context.hand.moved(deal.pk) else frozenset())
        return
    text: Any = _("Somebody changed this deal here since; only what it lacks is written.")
    if not context.hand.moved(deal.pk):
        result.moves, text = True, going_on.unmoved()
    result.draft.warn("", text, stays=True)
    result.policy = FILL


def _reopens(result: Result, deal: Deal, context: Context) -> bool:
    """Does the row say of a deal that has ended that it goes on?"""
    if deal.outcome not in ENDED:
        return False
    context.enter_of(result.draft)
    stage, outcome = deal_places.meant(result.draft, context)
    if stage is None and not outcome:
        return False
    return deal_places.fitting(stage, outcome or "open", context)[1] not in ENDED
