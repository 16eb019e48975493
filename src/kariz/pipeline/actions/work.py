"""What every change around a deal ends with: refresh what the board keeps, tell it, advance if ready."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from kariz.events.actions import log
from kariz.events.models import Event
from kariz.pipeline.actions.moves import advance_if_ready, check_in_use
from kariz.pipeline.actions.refresh import refresh
from kariz.pipeline.models import Deal


def settle(
    *,
    deal_id: int | None,
    by: Any,
    verb: str,
    subject: tuple[str, int],
    changes: dict[str, list[Any]] | None = None,
    data: dict[str, Any] | None = None,
    at: datetime | None = None,
) -> Event:
    """Call inside the action's transaction, after its write; `at` is when it happened, where that is not now. Raises
    CannotMove for a deal in the bin."""
    if deal_id is None:
        return log.append(by=by, verb=verb, subject=subject, changes=changes, data=data, at=at)
    deal = hold(deal_id)
    event = log.append(by=by, verb=verb, subject=subject, deal_id=deal_id, changes=changes, data=data, at=at)
    refresh([deal])
    advance_if_ready(deal, by)
    return event


def hold(deal_id: int) -> Deal:
    """The deal, for those who change something around it, one after the other: of two who end at once, the second must
    count what the first did. Raises CannotMove for a deal in the bin."""
    rows = Deal.objects.select_related("stage", "pipeline", "company", "contact")
    deal = rows.select_for_update(of=("self",)).get(pk=deal_id)
    check_in_use(deal)
    return deal
