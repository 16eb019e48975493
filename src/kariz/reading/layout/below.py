"""Rows below a deal that say only a further thing of it, as people write lists by hand: they are rows of that deal."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from kariz.reading.cells import values as v
from kariz.reading.cells.blanks import is_mark
from kariz.reading.cells.cells import Cell, Row, plain
from kariz.reading.cells.units import is_of_amounts
from kariz.reading.deals.continued import FIELD

BELOW = "below"
"""Under which the layout keeps {"place": the column of numbers, "rows": [number of such a row]}; of a list without
numbers {"place": None, "rows", "of": {such a row: [the row of its deal, a mark of all rows of that deal]}}."""
BELOW_LEFT = "below_left"
"""The sign of a list that has too many of them."""
BELOW_DEAL = "below_deal"
"""The sign of such rows of a list without numbers."""
THINGS = frozenset({"product", "product_code", "notes"})
OF_LINES = THINGS | {
    "amount",
    "quantity",
    "unit_price",
    "discount",
    "product_unit",
    "currency",
    "product_ref",
}
"""What such a row may say."""
WHOSE = frozenset({"company", "contact", "company_ref", "contact_ref"})
SEEN = 100_000
MOST = 20_000
"""Such rows; of a list that has more, or of which more rows would have to be looked at, none is taken so."""
LEFT = "left"
"""Under which it keeps how many there seem to be then: each is a deal of its own."""
OTHER = "?"
"""What a column is that is left out, and does not hold amounts."""


@dataclass(slots=True)
class _Deal:
    """A deal without a number, and the rows below it."""

    row: int = -1
    cells: list[Sequence[Cell]] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)

    def mark(self) -> str:
        said = "\x1e".join(v.read_text(cell) for cells in self.cells for cell in cells)
        return hashlib.blake2s(said.encode("utf-8", "replace"), digest_size=6).hexdigest()


def look(
    rows: Iterator[Row],
    columns: Sequence[str],
    mapping: Mapping[str, str],
    asides: Mapping[str, str],
    alone: Collection[str] = (),
) -> dict[str, object]:
    """What the layout keeps of it; nothing where the list says of nobody, or is one of ours. `alone`: rows of which a
    person says that they are deals of their own."""
    places = {place: mapping[column] for place, column in enumerate(columns) if column in mapping}
    named = {name: place for place, name in places.items()}
    if "id" in named or not WHOSE & set(named) or not THINGS & set(named):
        return {}
    number = named.get("external_id", named.get(FIELD))
    if number is None:
        left = {place: OTHER for place, column in enumerate(columns) if column and not is_of_amounts(column)}
        return _without_numbers(rows, left | places, asides, alone)
    mine = places[number]
    found: list[int] = []
    above = -1
    for row, cells in islice(rows, SEEN):
        said = {name for place, name in places.items() if _says(cells, place)}
        if str(row) in asides:
            above = -1
        elif str(row) in alone:
            above = row if row == above + 1 else -1
        elif mine in said and WHOSE & said:
            above = row
        elif row == above + 1 and said & THINGS and not said - OF_LINES:
            found.append(row)
            above = row
        else:
            above = -1
    if _too_many(found, rows):
        return {"place": None, "rows": [], LEFT: len(found)}
    return {"place": number, "rows": found} if found else {}


def _too_many(found: Sequence[int], rest: Iterator[Row]) -> bool:
    """All of them, or none: half of a list read otherwise than the other half is told by nobody."""
    return len(found) > MOST or (bool(found) and next(rest, None) is not None)


def _without_numbers(
    rows: Iterator[Row], places: Mapping[int, str], asides: Mapping[str, str], alone: Collection[str]
) -> dict[str, object]:
    """Such a list says of its deals more than whose they are and what of: a day, a status, a seller. One that does not may
    leave the company of the row above out."""
    deals: list[_Deal] = []
    deal, above = _Deal(), -1
    count = 0
    whose = [place for place, name in places.items() if name in WHOSE]
    more = [place for place, name in places.items() if name not in WHOSE | OF_LINES | {OTHER}]
    for row, cells in islice(rows, SEEN):
        if str(row) in asides:
            above = -1
        elif str(row) in alone:
            above = row if row == above + 1 else -1
        elif any(_says(cells, place) for place in whose):
            deal, above = _Deal(row, [cells]), row if any(_says(cells, place) for place in more) else -1
        elif row == above + 1 and _only_a_thing(cells, places):
            deals += [] if deal.rows else [deal]
            deal.rows.append(row)
            deal.cells += [cells] if count < MOST else []
            above, count = row, count + 1
        else:
            above = -1
    found = [row for deal in deals for row in deal.rows]
    if _too_many(found, rows):
        return {"place": None, "rows": [], LEFT: len(found)}
    of = {str(row): [deal.row, mark] for deal in deals for mark in [deal.mark()] for row in deal.rows}
    return {"place": None, "rows": [int(row) for row in of], "of": of} if of else {}


def _only_a_thing(cells: Sequence[Cell], places: Mapping[int, str]) -> bool:
    said = {name for place, name in places.items() if _says(cells, place)}
    return bool(said & THINGS) and not said - OF_LINES


def _says(cells: Sequence[Cell], place: int) -> bool:
    return place < len(cells) and cells[place] != "" and not is_mark(cells[place])


def numbered(rows: Iterator[Row], said: Mapping[str, Any] | None) -> Iterator[Row]:
    """The rows, of which such ones have the number of the deal above."""
    place = (said or {}).get("place")
    if said is None or not isinstance(place, int):
        yield from rows
        return
    below = frozenset(said["rows"])
    above: Cell = ""
    for row, cells in rows:
        if place < len(cells):
            if row in below:
                cells[place] = above
            else:
                above = plain(cells[place])
        yield row, cells


def kind_below(kind: str, mark: str) -> str:
    """What is taken for the kind of a row with that mark: below another deal it is another row."""
    return f"{kind}\x1d{mark}" if mark else kind


def has_groups(layout: Mapping[str, Any]) -> bool:
    """Has a list without numbers deals of several rows?"""
    return bool(layout.get(BELOW, {}).get("of"))


def groups_of(layout: Mapping[str, Any]) -> dict[int, tuple[str, str]]:
    """{row: (by which the rows of its deal belong together, the mark of them all; "" for the first)}"""
    found: dict[int, tuple[str, str]] = {}
    for row, (head, mark) in layout.get(BELOW, {}).get("of", {}).items():
        found |= {head: (f"row {head}", ""), int(row): (f"row {head}", mark)}
    return found
