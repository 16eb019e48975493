"""Rows of deals that were typed twice: all cells but the running number are those of a row above."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from hashlib import blake2s
from itertools import islice

from kariz.reading.cells.blanks import is_mark
from kariz.reading.cells.cells import Cell, Repeated, Row
from kariz.reading.cells.values import read_line
from kariz.reading.layout.asides import TYPED_TWICE, is_row_number
from kariz.reading.layout.sums import is_nought

NEEDED = (
    ("created_at", "closed_at"),
    ("company", "contact", "last_name"),
    ("title", "product"),
    ("amount",),
)
"""What such a row says at least: a customer may well buy for the same amount twice."""
FEWEST = 5
"""Cells beside the running number."""
MOST = 4
"""Where more than one row of so many is like another, the list says too little to tell its rows apart."""
SEEN = 100_000


def look(
    rows: Iterator[Row],
    columns: Sequence[str],
    mapping: Mapping[str, str],
    asides: Mapping[str, str],
    beside: Mapping[int, str],
) -> dict[str, str]:
    """{number of the row: TYPED_TWICE and the number of the one above}. A row without a running number that is wholly the
    same is passed over anyway. `beside`: what else tells rows apart, their colours and what hangs on their cells."""
    running = {
        place for place, column in enumerate(columns) if is_row_number(column) and column not in mapping
    }
    needed = [_places(columns, mapping, names) for names in NEEDED]
    if not running or not all(needed) or {"id", "external_id"} & set(mapping.values()):
        return {}
    first: dict[bytes, int] = {}
    count, found = 0, {}
    for number, cells in islice(rows, SEEN):
        if str(number) in asides:
            continue
        count += 1
        if not all(any(_says(cells, place) for place in places) for places in needed):
            continue
        said = ["" if place in running else _plain(cell) for place, cell in enumerate(cells)]
        if sum(map(bool, said)) < FEWEST or any(isinstance(cell, Repeated) for cell in cells):
            continue
        text = "\x1f".join(said).rstrip("\x1f") + f"\x1e{beside.get(number, '')}"
        key = blake2s(text.encode("utf-8", "replace"), digest_size=16).digest()
        if (above := first.setdefault(key, number)) != number:
            found[str(number)] = f"{TYPED_TWICE}:{above}"
    return found if MOST * len(found) <= max(count, MOST) else {}


def _places(columns: Sequence[str], mapping: Mapping[str, str], names: Sequence[str]) -> list[int]:
    return [place for place, column in enumerate(columns) if mapping.get(column) in names]


def _says(cells: Sequence[Cell], place: int) -> bool:
    return place < len(cells) and not is_mark(cells[place]) and not is_nought(cells[place])


def _plain(cell: Cell) -> str:
    return read_line(cell) if cell != "" else ""
