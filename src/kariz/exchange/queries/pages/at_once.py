"""Deals of a list that ended and say no closing day: they would close on the day on which they began, which is told before
they come, with the column that may say it."""

from __future__ import annotations

from collections.abc import Sequence

from kariz.exchange.models import Import
from kariz.exchange.queries.pages.marked import Marked
from kariz.reading.cells.cells import Cell
from kariz.reading.cells.values import LOST, WON
from kariz.reading.layout.left_columns import left_days
from kariz.reading.rows.drafts import Draft
from kariz.reading.rows.settings import Settings

AT_ONCE = "at_once"
LOOKED_AT = 50
"""Rows by whose cells a column of days is known."""


class AtOnce:
    """Goes along with who counts the rows of one list."""

    def __init__(self, one: Import, settings: Settings) -> None:
        self._one, self._colours = one, settings.colours
        self._cells: list[Sequence[Cell]] = []

    def is_one(self, draft: Draft) -> bool:
        if len(self._cells) < LOOKED_AT:
            self._cells.append(draft.cells)
        values = draft.values
        if "created_at" not in values or {"closed_at", "spoken_on", "expected_close", "id"} & set(values):
            return False
        return draft.ended or self._colours.get(draft.colour) in (WON, LOST)

    def tell(self, found: Marked) -> None:
        """Which columns may say it: days stand in them, and they are left out."""
        found.columns = left_days(self._one.kind, self._one.columns, self._one.mapping, self._cells)
