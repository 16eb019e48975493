"""The board by owner: one lane for each, with its own cards and sums in every stage."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, QuerySet, Window
from django.db.models.functions import RowNumber

from kariz.pipeline.models import Stage
from kariz.pipeline.queries.board import Card, Column, Share, cards_of
from kariz.pipeline.queries.lists import Asked
from kariz.pipeline.queries.uncounted import Apart, together
from kariz.pipeline.rules.weighing import weighted
from kariz.rules import sorting

SHOWN = 5
MOST_LANES = 40


@dataclass(slots=True)
class Cell:
    """What one owner has in one stage, in base minor units; `rest` deals are not among the cards."""

    stage: Stage
    title: str
    count: int = 0
    total: int = 0
    uncounted: Apart = ()
    cards: list[Card] = field(default_factory=list)

    @property
    def rest(self) -> int:
        return self.count - len(self.cards)


@dataclass(slots=True)
class Lane:
    owner: int | None
    name: str
    count: int
    total: int
    weighted: int
    uncounted: Apart
    cells: list[Cell]


def lanes_of(columns: list[Column], shares: list[Share], deals: QuerySet[Any], asked: Asked) -> list[Lane]:
    """A lane for each of `shares`, the largest first and the pool last, in three queries; at most 40 lanes."""
    stages = {column.id: column.stage for column in columns}
    own = sorted(shares, key=lambda share: (share.owner is None, -share.total, share.name))[:MOST_LANES]
    lanes = [_lane(share, columns) for share in own]
    cells = {(lane.owner, cell.stage.pk): cell for lane in lanes for cell in lane.cells}
    order = sorting.order_by(asked.sort, subject="deal") if asked.sort else ["attention", "id"]
    place = Window(RowNumber(), partition_by=[F("stage_id"), F("owner_id")], order_by=_ordered(order))
    first = deals.order_by().annotate(place=place).filter(place__lte=SHOWN)
    rows = sorted(first.values_list("place", "id", "stage_id", "owner_id"))
    wanted = [row for row in rows if (row[3], row[2]) in cells]
    cards = cards_of([row[1] for row in wanted], stages)
    for _place, deal_id, stage_id, owner_id in wanted:
        if deal_id in cards:
            cells[owner_id, stage_id].cards.append(cards[deal_id])
    return lanes


def _lane(share: Share, columns: list[Column]) -> Lane:
    cells = []
    for column in columns:
        count, total = share.stages.get(column.id, (0, 0))
        cells.append(Cell(column.stage, column.title, count, total, share.uncounted.get(column.id, ())))
    expected = sum(weighted(cell.total, cell.stage.odds) for cell in cells)
    apart = together(cell.uncounted for cell in cells)
    return Lane(share.owner, share.name, share.count, share.total, expected, apart, cells)


def _ordered(names: Any) -> list[Any]:
    """Orders as a window wants them: expressions, not names with a sign."""
    return [
        name if not isinstance(name, str) else F(name[1:]).desc() if name.startswith("-") else F(name).asc()
        for name in names
    ]
