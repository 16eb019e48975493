"""Which columns a table shows, in what order and how wide: `title,amount:180,owner`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .columns import LEAST_WIDTH, MOST_WIDTH, Column, columns_of
from .kinds import Table

MOST_COLUMNS = 60


@dataclass(frozen=True, slots=True)
class Place:
    """A column where it stands."""

    column: Column
    width: int


def places_of(table: Table, text: str, known: Mapping[str, Column] | None = None) -> list[Place]:
    """The columns that `text` names, the table's first one before all; the usual ones when it names nothing known.

    `known` are the kind's columns, where the caller has asked for them already.
    """
    known = columns_of(table.subject) if known is None else known
    found: dict[str, Place] = {}
    for word in text.split(",")[:MOST_COLUMNS]:
        name, _colon, width = word.strip().partition(":")
        if name in known and name not in found:
            found[name] = Place(known[name], _width(width, known[name]))
    first = found.pop(table.first, Place(known[table.first], known[table.first].usual_width))
    if not found:
        usual = [column for column in known.values() if column.usual and column.name != table.first]
        found = {column.name: Place(column, column.usual_width) for column in usual}
    return [first, *found.values()]


def text_of(places: Iterable[Place]) -> str:
    """What `places_of` reads again; usual widths are left out."""
    return ",".join(
        place.column.name if place.width == place.column.usual_width else f"{place.column.name}:{place.width}"
        for place in places
    )


def _width(text: str, column: Column) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) < 6):
        return column.usual_width
    return max(LEAST_WIDTH, min(int(text), MOST_WIDTH))
