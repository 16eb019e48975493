"""Rows in the midst of a list that name its columns anew, some of them otherwise: what stands below is read by them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kariz.localisation.text import squash
from kariz.reading.cells.cells import Cell, Repeated, Row
from kariz.reading.cells.units import unit_of_header
from kariz.reading.columns.guessing import guess_kind, guess_mapping, means
from kariz.reading.columns.settling import CUSTOMER, most
from kariz.reading.layout.grouped import HEADERS, LONGEST, VAGUE
from kariz.reading.layout.said_rows import NOTHING_SAID, SaidRows
from kariz.reading.layout.sums import number_of

AGAIN = "named_again"
"""Under which the layout keeps {"width": columns of the first names, "columns": of all, "rows": {row of such names: [the
column that each of its cells stands for]}}."""
FEWEST = 3
SURE = 5
"""Known names of columns in one row."""
SHARE = 0.75
LOOKED_AT = 50
MOST = 100
"""Such rows."""
MOST_READ = 500
"""Rows whose texts are all read as names: that takes long, and most rows of a list have none."""
_VALUE = re.compile(r"^[\W_]*\d|@")
_KNOWN = HEADERS | VAGUE | CUSTOMER
_BRACKETS = re.compile(r"\s*[(\[].{0,60}?[)\]]\s*")
_KINDS = ("deals", "activities", "contacts", "products")


@dataclass(slots=True)
class _Names:
    """Such a row, and the first of those below it."""

    row: int
    cells: list[Cell]
    surely: bool = False
    """A person says so."""
    below: list[list[Cell]] = field(default_factory=list)


class Again:
    """Goes along with who reads the rows of a table."""

    def __init__(
        self, columns: Sequence[str], blank: Collection[int] = (), said: SaidRows = NOTHING_SAID
    ) -> None:
        """`blank`: those that have no name in the file, whatever they are called here."""
        self._columns, self._blank, self._said = [*columns], blank, said
        self._keys = ["" if place in blank else squash(column) for place, column in enumerate(columns)]
        self._above: list[list[Cell]] = []
        self._found: list[_Names] = []
        self._widest = len(columns)
        self._looks = bool(columns) and (len(columns) >= FEWEST or bool(said.names))
        self._read = 0

    def along(self, rows: Iterator[Row]) -> Iterator[Row]:
        """The same rows, looked through once, however often they are read."""
        looks, self._looks = self._looks, False
        for number, cells in rows:
            if looks:
                self._look(number, cells)
            yield number, cells

    def _look(self, number: int, cells: list[Cell]) -> None:
        if self._names_columns(number, cells):
            self._found.append(_Names(number, [*cells], surely=number in self._said.names))
            return
        below = self._found[-1].below if self._found else self._above
        if len(below) < LOOKED_AT:
            below.append([*cells])
        if not self._found and len(cells) > self._widest:
            self._widest = len(cells)

    def _names_columns(self, number: int, cells: list[Cell]) -> bool:
        if number in self._said.names or number in self._said.records:
            return number in self._said.names
        return (
            bool(self._above) and _may_be_names(cells) and len(self._found) < MOST and self._are_names(cells)
        )

    def _are_names(self, cells: Sequence[Cell]) -> bool:
        names = [str(cell) for cell in cells if cell != ""]
        keys = {squash(name) for name in names}
        if [squash(str(cell)) for cell in cells][: len(self._keys)] == self._keys:
            # The same once more is passed over anyway, unless others stood in between.
            return bool(self._found)
        if len(keys) < len(names) or 2 * len(names) < len(self._columns):
            return False
        # No record says several of the names, each in its own column.
        here = sum(
            key == own != "" for key, own in zip(map(squash, map(str, cells)), self._keys, strict=False)
        )
        if here >= FEWEST and 2 * here >= len(names):
            return True
        same = len(keys.intersection(self._keys))
        if (not same and keys.isdisjoint(_KNOWN)) or self._read >= MOST_READ:
            return False
        self._read += 1
        said = {name for kind in _KINDS for name, meant in means(names, kind).items() if meant}
        known = sum(squash(name) in _KNOWN or name in said or squash(name) in self._keys for name in names)
        return known >= max(FEWEST, SHARE * len(names)) and (same > 1 or known >= SURE)

    def found(self) -> tuple[list[str], dict[str, Any]]:
        """(names of all columns, what the layout keeps); the names alone where no such row is there."""
        named = ["" if place in self._blank else name for place, name in enumerate(self._columns)]
        columns = [*named, *[""] * (self._widest - len(named))]
        rows: dict[str, list[int]] = {}
        width = len(columns)
        kind = guess_kind(self._columns, self._above) if self._found else ""
        said = guess_mapping(self._columns, kind, self._above) if self._found else {}
        for one in self._found:
            if not one.below and not one.surely:
                continue
            if (places := _places(columns, self._columns, said, one, kind)) is None:
                continue
            rows[str(one.row)] = places
        if not rows:
            return self._columns, {}
        return columns, {"width": width, "columns": len(columns), "rows": rows}


def _may_be_names(cells: Sequence[Cell]) -> bool:
    """Nothing but short texts that are no values."""
    count = 0
    for cell in cells:
        if cell == "":
            continue
        if not isinstance(cell, str) or isinstance(cell, Repeated):
            return False
        if len(cell) > LONGEST or _VALUE.search(cell):
            return False
        count += 1
    return count >= FEWEST


def _places(
    columns: list[str], own: Sequence[str], said: dict[str, str], one: _Names, kind: str
) -> list[int] | None:
    """For each cell of the row the place of its column; columns that are new are added to `columns`, and what they mean to
    `said`. None where too few of them are those of the list."""
    width = max([len(one.cells), *map(len, one.below)])
    names = [" ".join(str(cell).split())[:100] for cell in one.cells] + [""] * (width - len(one.cells))
    places = [-1] * width
    free = dict(enumerate(columns))
    _by_name(names, free, places)
    meant = guess_mapping(_named(names), kind, one.below)
    _by_meaning(names, free, places, said, meant)
    for place, name in enumerate(names):
        if places[place] >= len(own) and squash(columns[places[place]]) != squash(name):
            # Both are of later parts: of one that is "Signed" above and "Lost on" below either name alone says too little.
            both = f"{columns[places[place]]} / {name}"[:100]
            said[both], columns[places[place]] = meant[name], both
    # One odd cell leaves the columns as they are: the headers alone may say that both are one.
    _by_meaning(names, free, places, means(own, kind), means(_named(names), kind), moved=False)
    filled = [place for place, name in enumerate(names) if name]
    matched = [place for place in filled if places[place] >= 0]
    if 2 * len(matched) < len(filled) and not one.surely:
        return None
    if all(places[place] == place for place in matched):
        # Nothing has moved: what is called otherwise in the same place is the same, unless both are known.
        for place in filled:
            name = free.get(place, "")
            if places[place] >= 0 or not name:
                continue
            if _are_amounts_too(one, place, said.get(name, ""), meant.get(names[place], "")) or not _differ(
                name, names[place], said, meant
            ):
                places[place] = place
                del free[place]
    for place, name in enumerate(names):
        if places[place] >= 0 or (not name and not _any_below(one, place)):
            continue
        if not name and free.get(place) == "":
            places[place] = place
            continue
        places[place] = len(columns)
        columns.append(name)
        if name in meant:
            said.setdefault(name, meant[name])
    return places


def _are_amounts_too(one: _Names, place: int, known: str, meant: str) -> bool:
    """ "Sold for" in the place of "Quote": nothing is known of the name, and amounts stand below it."""
    below = [cells[place] for cells in one.below if place < len(cells) and cells[place] != ""]
    return (
        known == "amount"
        and not meant
        and bool(below)
        and most(number_of(cell) is not None for cell in below)
    )


def _by_name(names: Sequence[str], free: dict[int, str], places: list[int]) -> None:
    for key in (squash, _bare, _family):
        for place, name in enumerate(names):
            if places[place] >= 0 or not name:
                continue
            mine = key(name)
            same = [
                at
                for at, other in free.items()
                if other and key(other) == mine and not _other_unit(other, name)
            ]
            if same:
                places[place] = place if place in same else same[0]
                del free[places[place]]


def _by_meaning(
    names: Sequence[str],
    free: dict[int, str],
    places: list[int],
    said: Mapping[str, str],
    meant: Mapping[str, str],
    *,
    moved: bool = True,
) -> None:
    """`moved`: also where the other column stands in another place."""
    for place, name in enumerate(names):
        if places[place] >= 0 or not name or not (field_ := meant.get(name, "")):
            continue
        same = [
            at
            for at, other in free.items()
            if said.get(other) == field_ and not _other_unit(other, name) and (moved or at == place)
        ]
        if same:
            places[place] = place if place in same else same[0]
            del free[places[place]]


_WHOSE = frozenset({"contact", "company", ""})


def _differ(name: str, other: str, said: Mapping[str, str], meant: Mapping[str, str]) -> bool:
    customers = not CUSTOMER.isdisjoint((squash(name), squash(other)))
    if customers and _WHOSE.issuperset((said.get(name, ""), meant.get(other, ""))):
        # A customer may be a person or a company: "Hotel" in the place of "Client".
        return False
    return bool(said.get(name) or meant.get(other)) or _other_unit(name, other)


def _other_unit(name: str, other: str) -> bool:
    """«مبلغ (ریال)» is another column than «مبلغ (تومان)», and «مبلغ» may be either."""
    units = unit_of_header(name), unit_of_header(other)
    return units[0] != units[1] and bool(units[1])


def _named(names: Sequence[str]) -> list[str]:
    """A name for each, none twice."""
    found: list[str] = []
    for place, name in enumerate(names):
        found.append(name if name and name not in found else f"\x1f{place}")
    return found


def _bare(name: str) -> str:
    return squash(_BRACKETS.sub(" ", name))


def _family(name: str) -> str:
    """«مشتری» and «خریدار», "Client" and "Customer" are the same, whatever stands below."""
    key = _bare(name)
    return "customer" if key in CUSTOMER else key


def _any_below(one: _Names, place: int) -> bool:
    return any(place < len(cells) and cells[place] != "" for cells in one.below)


def in_file(place: int, said: Mapping[str, Any] | None) -> int:
    """Where a column stands in the file: one that only later names have is read behind all others."""
    if not said or place < said["width"]:
        return place
    return next((places.index(place) for places in said["rows"].values() if place in places), place)


def in_place(rows: Iterator[Row], said: Mapping[str, Any] | None) -> Iterator[Row]:
    """The rows, of those below such names each cell in the place of its column."""
    if not said:
        yield from rows
        return
    width, total = said["width"], said["columns"]
    places: list[int] | None = None
    for number, cells in rows:
        places = said["rows"].get(str(number), places)
        if places is None:
            yield number, cells[:width]
            continue
        mine: list[Cell] = [""] * total
        for place, cell in zip(places, cells, strict=False):
            if place >= 0:
                mine[place] = cell
        yield number, mine
