"""Columns that hold something, but have no name in the file: nobody would miss them before it is too late."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from kariz.reading.cells.cells import Cell, Repeated, Row
from kariz.reading.layout.sums import number_of

UNNAMED = "unnamed"
"""Under which the layout keeps {place: {"rows": how many say anything there, "said": the first of it}}."""
SHOWN, LONGEST = 3, 60
LOOKED_AT = 20


@dataclass(slots=True)
class _Column:
    rows: list[int] = field(default_factory=list)
    said: list[tuple[int, Cell]] = field(default_factory=list)

    def counts(self) -> bool:
        """Does it only number the rows?"""
        numbers = [number_of(cell) for _row, cell in self.said]
        return len(numbers) > 1 and all(
            one is not None and other is not None and other == one + 1 for one, other in pairwise(numbers)
        )


class Unnamed:
    """Goes along with who reads the rows of a table."""

    def __init__(self, width: int, blank: Collection[int]) -> None:
        """`blank`: the columns without a name; those behind the last one, in rows that are longer, have none either."""
        self._width, self._blank = width, sorted(blank)
        self._found: dict[int, _Column] = {}

    def along(self, rows: Iterator[Row]) -> Iterator[Row]:
        """The same rows, looked through once, however often they are read."""
        looks = not self._found
        for number, cells in rows:
            if looks and (self._blank or len(cells) > self._width):
                self._look(number, cells)
            yield number, cells

    def _look(self, number: int, cells: list[Cell]) -> None:
        for place in (*self._blank, *range(self._width, len(cells))):
            if place < len(cells) and (cell := cells[place]) != "" and not isinstance(cell, Repeated):
                column = self._found.setdefault(place, _Column())
                column.rows.append(number)
                if len(column.said) < LOOKED_AT:
                    column.said.append((number, cell))

    def found(self, asides: Collection[int]) -> dict[str, dict[str, Any]]:
        """What the layout keeps; lines that are no records do not count."""
        kept: dict[str, dict[str, Any]] = {}
        for place, column in sorted(self._found.items()):
            column.said = [(row, cell) for row, cell in column.said if row not in asides]
            rows = sum(row not in asides for row in column.rows)
            if rows and not column.counts():
                texts = dict.fromkeys(" ".join(str(cell).split())[:LONGEST] for _row, cell in column.said)
                kept[str(place)] = {"rows": rows, "said": list(texts)[:SHOWN]}
        return kept
