"""The board as the API shows it: sums over all deals of a column, and its first cards."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema

from kariz.pipeline.api import shown
from kariz.pipeline.api.deals import default_pipeline
from kariz.pipeline.api.schemas import DealOut
from kariz.pipeline.models import Deal
from kariz.pipeline.queries import as_of as past
from kariz.pipeline.queries.board import Board, Column, board_of
from kariz.pipeline.queries.lists import Asked
from kariz.web.errors import NotFound

router = Router(tags=["board"])


class ColumnOut(Schema):
    """`sum` and `weighted_sum` in minor units of the company's currency, over all deals of the column. `uncounted` is
    what they leave out, in minor units by currency: deals in another currency without a rate."""

    stage: int | None
    name: str
    segment: str
    count: int
    sum: int
    weighted_sum: int
    uncounted: dict[str, int]
    cards: list[DealOut]


class BoardOut(Schema):
    pipeline: int
    as_of: str | None
    count: int
    sum: int
    weighted_sum: int
    uncounted: dict[str, int]
    won_count: int
    won_sum: int
    """Of these, deals that are won and not handed over yet."""
    columns: list[ColumnOut]


@router.get("", response=BoardOut)
def board(request: HttpRequest, pipeline: int | None = None, as_of: str | None = None) -> dict[str, Any]:
    """Filter with `?f=<rule>` or plain fields. `as_of` takes an instant, or a day (its end)."""
    user: Any = request.user
    user.require("deal.view")
    pk = pipeline if pipeline is not None else default_pipeline().pk
    given = request.GET.copy()
    given.pop("pipeline", None)
    asked = Asked.of(given)
    found = past.board_as_of(pk, past.instant(as_of), user, asked) if as_of else board_of(pk, user, asked)
    if found is None:
        raise NotFound
    return _out(found, as_of)


def _out(board: Board, as_of: str | None) -> dict[str, Any]:
    ids = [card.id for column in board.columns for card in column.cards]
    deals = Deal.objects.select_related("stage").in_bulk(ids)
    return {
        "pipeline": board.pipeline.pk,
        "as_of": as_of,
        "count": board.count,
        "sum": board.total,
        "weighted_sum": board.weighted,
        "uncounted": dict(board.uncounted),
        "won_count": board.won_count,
        "won_sum": board.won_total,
        "columns": [_column(column, deals) for column in board.columns],
    }


def _column(column: Column, deals: dict[int, Deal]) -> dict[str, Any]:
    return {
        "stage": column.stage.pk,
        "name": column.title,
        "segment": column.stage.segment,
        "count": column.count,
        "sum": column.total,
        "weighted_sum": column.weighted,
        "uncounted": dict(column.uncounted),
        "cards": [shown.deal_out(deals[card.id]) for card in column.cards if card.id in deals],
    }
