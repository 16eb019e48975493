"""The parts of a sheet that wholly blank columns divide: which rows each fills, and what it calls its columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from kariz.localisation.text import squash
from kariz.reading.cells.cells import Cell, Repeated, Row
from kariz.reading.columns.guessing import means
from kariz.reading.layout.asides import ALONE, DIVIDER, HEADER, NAMED, SUM, TOTAL, kind_of
from kariz.reading.layout.headers import filled, lines_above, looks_like_header, names_of_part

Span = tuple[int, int]
"""The columns from the first to before the last, counted from 0."""
COUNTERS = frozenset(map(squash, ("ردیف", "شماره ردیف", "row", "#", "no", "no.", "رديف")))
_NARROW = 3
_HOLES = 0.15
"""For each of its rows: a table has blank lines now and then, a column that few rows fill has more."""


@dataclass(slots=True)
class Block:
    span: Span
    lines: list[Row] = field(default_factory=list)
    """The rows that say anything here, with the cells of these columns alone."""
    begins: int = 0
    """The first row of names; 0 without one."""
    header: int = 0
    """The last one."""
    names: list[str] = field(default_factory=list)
    """One for every column, "" for those without."""
    fields: dict[str, str] = field(default_factory=dict)
    """{name: what such a column holds in a list of deals}, of those that are known."""
    data: list[int] = field(default_factory=list)
    """Rows below the names, without totals and remarks."""

    @property
    def named(self) -> list[str]:
        return [name for name in self.names if name]

    @property
    def keys(self) -> set[str]:
        return {squash(name) for name in self.named}

    @property
    def own_title(self) -> bool:
        """Does a line of its own stand right above the names?"""
        above = [filled(cells) for number, cells in self.lines if number < self.begins]
        return bool(above) and above[-1] == 1

    def at(self, first: int, last: int) -> list[Cell]:
        """What stands in those rows, the lower text of each column."""
        rows = [cells for line, cells in self.lines if first <= line <= last]
        width = max(map(len, rows), default=0)
        return [
            next((cells[place] for cells in reversed(rows) if cells[place] != ""), "")
            for place in range(width)
            if all(place < len(cells) for cells in rows)
        ]

    def values(self) -> dict[str, list[Cell]]:
        """{name: cells below it}"""
        rows = set(self.data)
        below = [cells for number, cells in self.lines if number in rows]
        return {
            name: [cells[place] for cells in below if place < len(cells) and cells[place] != ""]
            for place, name in enumerate(self.names)
            if name
        }

    def is_holed(self, other: Block) -> bool:
        """Does it leave out rows here and there that the other one fills? Once or twice is a line that divides a list."""
        mine = set(self.data)
        rows = sorted({number for number in (*mine, *other.data) if self.data[0] <= number <= self.data[-1]})
        holes = sum(before in mine and number not in mine for before, number in pairwise(rows))
        return holes > 1 and holes >= _HOLES * len(mine)


def block(rows: Sequence[Row], span: Span) -> Block:
    """What the rows hold in these columns."""
    first, last = span
    found = Block(span)
    for number, cells in rows:
        mine = cells[first:last]
        if any(cell != "" and not isinstance(cell, Repeated) for cell in mine):
            found.lines.append((number, mine))
    _name(found)
    names = found.named
    columns = last - first
    for number, cells in found.lines:
        if number > found.header and not _is_aside([cell for cell in cells if cell != ""], names, columns):
            found.data.append(number)
    return found


def _name(found: Block) -> None:
    if not found.lines:
        return
    top = lines_above(found.lines)
    widest = max(filled(cells) for _number, cells in top)
    names = names_of_part(top)
    if looks_like_header(names.cells) and (filled(names.cells) > 1 or widest == 1):
        found.begins, found.header = names.first, names.last
        found.names = [" ".join(str(cell).split()) for cell in names.cells]
        found.fields = {name: said for name, said in means(found.named, "deals").items() if said}


def _is_aside(said: Sequence[Cell], names: Sequence[str], columns: int) -> bool:
    kind = kind_of(said, names)
    return kind in (TOTAL, NAMED, HEADER, DIVIDER) or (kind in (ALONE, SUM) and columns >= _NARROW)


def held_in(rows: Iterable[Row]) -> set[int]:
    """The columns that hold anything. A single cell above everything else is a title, wherever it stands."""
    held: set[int] = set()
    above = True
    for _number, cells in rows:
        mine = [place for place, cell in enumerate(cells) if cell != ""]
        above = above and len(mine) < 2
        if not above:
            held.update(mine)
    return held


def parts_of(held: set[int]) -> list[Span]:
    """The runs of columns that blank ones divide."""
    found: list[Span] = []
    for place in sorted(held):
        if found and found[-1][1] == place:
            found[-1] = (found[-1][0], place + 1)
        else:
            found.append((place, place + 1))
    return found
