"""What happened on a board since a place in the event log."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from kariz.access.models import User
from kariz.events.models import Event
from kariz.events.queries import feed
from kariz.events.queries.feed import Cursor
from kariz.pipeline.models import Deal, Stage
from kariz.pipeline.queries.board import Board, Card, add_totals, cards_of, columns_of, shown
from kariz.pipeline.queries.lists import Asked
from kariz.web.errors import NotFound

LIMIT = 200


@dataclass(slots=True)
class Changes:
    """The cards to show anew, the deals to take away, and the columns with their sums."""

    cursor: Cursor
    board: Board
    cards: list[Card]
    gone: list[int]
    too_many: bool


def changes_of(pipeline_id: int, after: Cursor, user: User, asked: Asked) -> Changes | None:
    """None when nothing happened: then it cost one indexed query."""
    events = feed.after(after, limit=LIMIT, among=Q(deal_id__isnull=False))
    if not events:
        return None
    cursor = Cursor(events[-1].xid, events[-1].pk)
    ids = list(dict.fromkeys(event.deal_id for event in events if event.deal_id))
    rows = Stage.objects.filter(pipeline_id=pipeline_id, retired_at=None).select_related("pipeline")
    stages = list(rows.order_by("position", "id"))
    if not stages:
        raise NotFound
    board = Board(stages[0].pipeline, [], columns_of(stages))
    add_totals(board, asked.deals(user).filter(pipeline_id=pipeline_id, on_board=True))
    here = shown(user, pipeline_id, asked, ids)
    cards = cards_of(sorted(here), {stage.pk: stage for stage in stages})
    gone = _gone([pk for pk in ids if pk not in here], events, user)
    return Changes(cursor, board, list(cards.values()), gone, len(events) == LIMIT)


def _gone(ids: Sequence[int], events: Sequence[Event], user: User) -> list[int]:
    """What the board may still show: deals that the user sees elsewhere, or saw until one of these events gave them
    to somebody else. Of others not even the number is told."""
    if not ids:
        return []
    theirs = set(Deal.objects.visible_to(user).filter(pk__in=ids).values_list("pk", flat=True))
    given_away = {
        event.deal_id
        for event in events
        if event.subject_kind == "deal"
        and "owner" in event.changes
        and user.reach.covers("see", event.changes["owner"][0])
    }
    return [pk for pk in ids if pk in theirs or pk in given_away]
