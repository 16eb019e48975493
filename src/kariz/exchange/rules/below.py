"""Rows below a deal that say only a further thing of it, as people write lists by hand: they have its number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from kariz.exchange.rules.blanks import is_mark
from kariz.exchange.rules.cells import Cell, Row, plain

BELOW = "below"
"""Under which the layout keeps {"place": the column of numbers, "rows": [number of such a row]}."""
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
MOST = 5_000


def look(
    rows: Iterator[Row], columns: Sequence[str], mapping: Mapping[str, str], asides: Mapping[str, str]
) -> dict[str, object]:
    """What the layout keeps of it; nothing where the list has no numbers, or says of nobody."""
    places = {place: mapping[column] for place, column in enumerate(columns) if column in mapping}
    number = next((place for place, name in places.items() if name == "external_id"), None)
    if number is None or not WHOSE & set(places.values()) or not THINGS & set(places.values()):
        return {}
    found: list[int] = []
    above = -1
    for row, cells in islice(rows, SEEN):
        said = {name for place, name in places.items() if _says(cells, place)}
        if str(row) in asides:
            above = -1
        elif "external_id" in said and WHOSE & said:
            above = row
        elif row == above + 1 and said & THINGS and not said - OF_LINES and len(found) < MOST:
            found.append(row)
            above = row
        else:
            above = -1
    return {"place": number, "rows": found} if found else {}


def _says(cells: Sequence[Cell], place: int) -> bool:
    return place < len(cells) and cells[place] != "" and not is_mark(cells[place])


def numbered(rows: Iterator[Row], said: Mapping[str, object] | None) -> Iterator[Row]:
    """The rows, of which such ones have the number of the deal above."""
    if not said:
        yield from rows
        return
    place = said["place"]
    below = frozenset(said["rows"])  # type: ignore[call-overload]
    above: Cell = ""
    for row, cells in rows:
        if isinstance(place, int) and place < len(cells):
            if row in below:
                cells[place] = above
            else:
                above = plain(cells[place])
        yield row, cells
