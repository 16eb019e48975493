"""Marks by which people write "as above" into a cell: it has the value of the cell above."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from kariz.reading.cells.cells import Cell, Row, plain

MARKS = frozenset(
    {'"', "''", '""', "“", "”", "„", "〃", "″", "״", "،،", "//", "-//-", "-〃-", '-"-'}
    | {"ایضا", "ایضاً", "ایضًا", "do.", "ditto", "idem"}
)
LONGEST = max(map(len, MARKS)) + 2


def resolved(rows: Iterator[Row], left_out: Collection[str] = ()) -> Iterator[Row]:
    """The rows with what their marks stand for: the cell right above, which may be blank. Lines of those numbers are no
    records: nothing is as in them."""
    above: dict[int, Cell] = {}
    for number, cells in rows:
        record = str(number) not in left_out
        for place, cell in enumerate(cells):
            if isinstance(cell, str) and len(cell) <= LONGEST and cell.strip().lower() in MARKS:
                if place in above:
                    cells[place] = plain(above[place])
            elif record:
                above[place] = cell
        yield number, cells
