"""Reading any file as tables: text row by row, workbooks sheet by sheet, address cards card by card."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from kariz.exchange.rules import cards, sheets, texts
from kariz.exchange.rules.asides import survey
from kariz.exchange.rules.below import BELOW, numbered
from kariz.exchange.rules.carried import filled
from kariz.exchange.rules.cells import Cell, Repeated, Row
from kariz.exchange.rules.ditto import resolved
from kariz.exchange.rules.fields import TARGETS
from kariz.exchange.rules.limits import LONGEST_CELL, FileRefused
from kariz.exchange.rules.scales import scale_of_title
from kariz.exchange.rules.units import unit_of_title
from kariz.localisation.text import squash

Reader = Callable[[Path, dict[str, Any]], Iterator[Row]]
READERS: dict[str, Reader] = {"csv": texts.rows_of, "xlsx": sheets.rows_of, "vcard": cards.rows_of}
OLD_OFFICE = b"\xd0\xcf\x11\xe0"
HEADERS = frozenset(map(squash, ("name", "نام", "اسم", "عنوان"))).union(*(target.keys for target in TARGETS))
OWN = next(target.keys for target in TARGETS if target.name == "id")
"""Headers of our own numbers."""
ABOVE = 15
"""Rows among which the names of the columns are looked for."""


@dataclass(slots=True)
class Table:
    """A file that can be read again and again. `first` is the spreadsheet's number of the first data row."""

    path: Path
    layout: dict[str, Any]
    columns: list[str] = field(default_factory=list)

    @property
    def first(self) -> int:
        return 1 + int(self.layout.get("skip", 0)) + bool(self.layout.get("header", True))

    def rows(self, start: int = 0) -> Iterator[Row]:
        """(number, cells) of the data rows behind the first `start` ones; wholly blank rows are passed over."""
        rows = self._data()
        if not any(squash(column) in OWN for column in self.columns):
            # In a file that was exported from here, a sign is what somebody typed.
            rows = resolved(rows, self.layout.get("asides", ()))
            rows = numbered(filled(rows, self.layout), self.layout.get(BELOW))
        yield from islice(rows, start, None)

    def _data(self) -> Iterator[Row]:
        for number, cells in READERS[self.layout["type"]](self.path, self.layout):
            if number >= self.first and any(map(_own, cells)):
                yield number, cells

    def survey(self) -> int:
        """How many rows there are; which of them are no records is kept in the layout."""
        found = survey(self.rows, self.columns)
        self.layout.pop("asides", None)
        if found.asides:
            self.layout["asides"] = {str(number): kind for number, kind in found.asides.items()}
        return found.count


def _own(cell: Cell) -> bool:
    """Does the cell say anything that no merged block above it says?"""
    return cell != "" and not isinstance(cell, Repeated)


def open_table(path: Path, name: str, *, encoding: str = "") -> Table:
    """The first table of a file. Raises FileRefused."""
    return open_tables(path, name, encoding=encoding)[0]


def open_tables(path: Path, name: str, *, encoding: str = "") -> list[Table]:
    """Every table of a file, with the names of its columns. Raises FileRefused."""
    size = path.stat().st_size
    if size == 0:
        raise FileRefused(_("The file is empty."), code="empty_file")
    with path.open("rb") as file:
        head = file.read(512)
    if head.startswith((b"PK", OLD_OFFICE)):
        layouts = sheets.layouts_of(path, size)
    else:
        layout = texts.layout_of(path, size, encoding)
        layouts = [cards.layout_of(layout) if cards.begins(path, layout["encoding"]) else layout]
    found = [table for layout in layouts if _name_columns(table := Table(path, layout))]
    if not found:
        raise FileRefused(_("The file is empty."), code="empty_file")
    return found


def _name_columns(table: Table) -> bool:
    """Find the row of names and what lies above it; False for a table without any."""
    top = [
        (number, cells)
        for number, cells in islice(READERS[table.layout["type"]](table.path, table.layout), ABOVE)
        if any(cell != "" for cell in cells)
    ]
    if not top:
        top = _first_filled(table)
    if not top:
        return False
    number, cells = _both_halves(top, _names(top))
    table.layout["skip"] = number - 1
    above = [str(cell) for line, row in top if line < number for cell in row]
    said = {
        "title": " ".join(filter(None, above))[:300],
        "unit": unit_of_title(above),
        "scale": scale_of_title(above),
    }
    table.layout |= {name: value for name, value in said.items() if value}
    table.layout["header"] = looks_like_header(cells)
    table.columns = unique_names(cells if table.layout["header"] else ["" for _cell in cells])
    return True


def _first_filled(table: Table) -> list[Row]:
    for number, cells in READERS[table.layout["type"]](table.path, table.layout):
        if any(cell != "" for cell in cells):
            return [(number, cells)]
    return []


def _names(top: list[Row]) -> Row:
    """The first row, unless it is a title, or a line of facts, above a wider table."""
    widest = max(_filled(cells) for _number, cells in top)
    if (named := next((row for row in top if _is_known(row[1])), None)) is not None:
        return named
    return next(
        (row for row in top if (_filled(row[1]) > 1 and 2 * _filled(row[1]) >= widest) or widest < 3),
        top[0],
    )


def _is_known(cells: list[Cell]) -> bool:
    """Two names that columns have: a row with more cells below is one odd row, not the header."""
    return looks_like_header(cells) and len({squash(str(cell)) for cell in cells if cell != ""} & HEADERS) > 1


def _both_halves(top: list[Row], names: Row) -> Row:
    """Names in two rows, where some are merged over both and some stand below one that is merged over their columns."""
    place = top.index(names) + 1
    number, below = top[place] if place < len(top) else names
    blank_above = any(low != "" and high == "" for low, high in zip(below, names[1], strict=False))
    if (
        not blank_above
        or not any(isinstance(cell, Repeated) for cell in below)
        or not looks_like_header(below)
    ):
        return names
    return number, [low if low != "" else high for low, high in zip(below, names[1], strict=False)]


def _filled(cells: list[Cell]) -> int:
    return sum(cell != "" for cell in cells)


def looks_like_header(cells: list[Cell]) -> bool:
    """Names, not values: no numbers, dates, addresses, and mostly filled."""
    texts_here = [cell for cell in cells if isinstance(cell, str) and cell]
    if len(texts_here) < _filled(cells):
        return False
    return not any(
        "@" in text or sum(char.isdecimal() for char in text) > max(2, len(text) // 2) for text in texts_here
    )


def unique_names(cells: list[Cell]) -> list[str]:
    """A name for every column, none twice."""
    names: list[str] = []
    for place, cell in enumerate(cells, 1):
        name = " ".join(str(cell).split())[:100] or _("Column %(number)d") % {"number": place}
        again = 2
        base = name
        while name in names:
            name, again = f"{base} ({again})", again + 1
        names.append(name)
    return names


def too_long(cell: Cell) -> bool:
    return isinstance(cell, str) and len(cell) > LONGEST_CELL
