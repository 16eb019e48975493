"""Reading any file as tables: text row by row, workbooks sheet by sheet, address cards card by card."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from kariz.localisation.text import squash
from kariz.reading.cells.cells import Cell, Repeated, Row
from kariz.reading.cells.scales import scale_of_title
from kariz.reading.cells.units import unit_of_title
from kariz.reading.columns.fields import TARGETS
from kariz.reading.files import cards, sheets, texts
from kariz.reading.files.colours import CELLS, of_cells
from kariz.reading.files.limits import LONGEST_CELL, FileRefused
from kariz.reading.layout import beside, headed, part_ends
from kariz.reading.layout.again import AGAIN, Again, in_place
from kariz.reading.layout.asides import RENAMED, survey
from kariz.reading.layout.below import BELOW, numbered
from kariz.reading.layout.blocks import Span
from kariz.reading.layout.carried import filled
from kariz.reading.layout.ditto import resolved
from kariz.reading.layout.grouped import names_of
from kariz.reading.layout.headers import (
    ABOVE,
    lines_above,
    looks_like_header,
    names_of_part,
    names_of_table,
    unique_names,
)
from kariz.reading.layout.legends import LEGEND, legend_of
from kariz.reading.layout.said_rows import FOUND, NOTHING_SAID, SaidRows
from kariz.reading.layout.unnamed import UNNAMED, Unnamed

Reader = Callable[[Path, dict[str, Any]], Iterator[Row]]
READERS: dict[str, Reader] = {"csv": texts.rows_of, "xlsx": sheets.rows_of, "vcard": cards.rows_of}
Reading = Callable[[list[str]], str]
OLD_OFFICE = b"\xd0\xcf\x11\xe0"
OWN = next(target.keys for target in TARGETS if target.name == "id")
"""Headers of our own numbers."""
LONGEST_SAID = 300
HEADER_ROWS = "header_rows"
"""Under which the layout keeps how many rows hold the names of the columns, where it is not one."""
_PLACE = ("skip", "header", HEADER_ROWS)
"""What the layout says of where those names stand."""


@dataclass(slots=True)
class Table:
    """A file that can be read again and again. `first` is the spreadsheet's number of the first data row."""

    path: Path
    layout: dict[str, Any]
    columns: list[str] = field(default_factory=list)
    blank: frozenset[int] = frozenset()
    """The columns that have no name, in a file that has names, when they were just read."""

    @property
    def first(self) -> int:
        return 1 + int(self.layout.get("skip", 0)) + len(self.header_rows)

    @property
    def header_rows(self) -> range:
        """The rows that hold the names of the columns, as a spreadsheet counts them."""
        above = 1 + int(self.layout.get("skip", 0))
        count = int(self.layout.get(HEADER_ROWS, 1)) if self.layout.get("header", True) else 0
        return range(above, above + count)

    def rows(self, start: int = 0) -> Iterator[Row]:
        """(number, cells) of the data rows behind the first `start` ones; wholly blank rows are passed over."""
        rows = self._data()
        if not any(squash(column) in OWN for column in self.columns):
            # In a file that was exported from here, a sign is what somebody typed.
            rows = resolved(rows, self.layout.get("asides", ()))
            rows = numbered(filled(rows, self.layout), self.layout.get(BELOW))
            rows = headed.filled(rows, self.layout.get(headed.HEADINGS))
            rows = part_ends.filled(rows, self.layout.get(part_ends.PART_ENDS), self.layout.get("asides", {}))
        yield from islice(rows, start, None)

    def _data(self) -> Iterator[Row]:
        rows = (
            row for row in _read(self.path, self.layout) if row[0] >= self.first and any(map(_own, row[1]))
        )
        yield from in_place(rows, self.layout.get(AGAIN))

    def take_names(self, count: int) -> None:
        """Read the names of the columns from so many rows, from the first one on that holds them; 0: none does."""
        above = 1 + int(self.layout.get("skip", 0))
        most = max(count, 1)
        found = dict(islice(_read(self.path, self.layout), most))
        rows = [found[number] for number in range(above, above + most) if number in found]
        width = max(map(len, rows), default=len(self.columns))
        self.layout["header"] = count > 0
        self.layout.pop(AGAIN, None)
        self.layout.pop(headed.HEADINGS, None)
        self.layout.pop(part_ends.PART_ENDS, None)
        if count:
            self.layout.pop(HEADER_ROWS, None)
            self.layout |= {HEADER_ROWS: count} if count > 1 else {}
        self.call(names_of(rows) if count else [""] * width)

    def call(self, names: list[Cell]) -> None:
        """Take these as the names of the columns."""
        self.columns = unique_names(names)
        self.blank = frozenset(place for place, name in enumerate(names) if name == "")

    def take_said(self, said: SaidRows) -> None:
        """Read the names of the columns where a person says that they stand, else where they were found."""
        if FOUND in self.layout:
            self.layout = {
                name: self.layout[name] for name in self.layout if name not in (FOUND, *_PLACE)
            } | (self.layout[FOUND])
        elif not said.names and AGAIN not in self.layout:
            return
        begin = said.begins(self.first, (number for number, _cells in self._data()))
        if begin:
            found = {name: self.layout[name] for name in _PLACE if name in self.layout}
            self.layout = {name: self.layout[name] for name in self.layout if name != HEADER_ROWS}
            self.layout |= {FOUND: found, "skip": begin - 1, "header": True}
        self.take_names(len(self.header_rows))

    def _may_be_named_again(self) -> bool:
        named = self.layout.get("header") and self.layout["type"] != "vcard" and AGAIN not in self.layout
        return bool(named) and not any(squash(column) in OWN for column in self.columns)

    def survey(self, said: SaidRows = NOTHING_SAID) -> int:
        """How many rows there are; which of them are no records is kept in the layout. `said`: what a person says."""
        unnamed = Unnamed(len(self.columns), self.blank)
        again = Again(self.columns if self._may_be_named_again() else (), self.blank, said)
        named = ["" if place in self.blank else name for place, name in enumerate(self.columns)]
        heads = frozenset(map(int, self.layout.get(AGAIN, {}).get("rows", ())))
        found = survey(lambda: unnamed.along(again.along(self.rows())), named, heads)
        names, renamed = again.found()
        if renamed:
            self.layout[AGAIN] = renamed
            self.columns[:] = unique_names([*names])
            self.blank |= {place for place, name in enumerate(names) if name == ""}
            return self.survey(said)
        found.asides |= dict.fromkeys(heads, RENAMED)
        _say_above(self.layout, found.titles, LEGEND)
        if CELLS in self.layout and self.layout.get(LEGEND):
            self.layout["colours"] = of_cells(self.layout, self.layout[LEGEND], self.first)
        self.layout.pop("asides", None)
        self.layout.pop(UNNAMED, None)
        if self.layout.get("header") and (without := unnamed.found(found.asides)):
            self.layout[UNNAMED] = without
        if found.asides:
            self.layout["asides"] = {str(number): kind for number, kind in found.asides.items()}
        return found.count


def _own(cell: Cell) -> bool:
    """Does the cell say anything that no merged block above it says?"""
    return cell != "" and not isinstance(cell, Repeated)


def open_table(path: Path, name: str, *, encoding: str = "", reading: Reading | None = None) -> Table:
    """The first table of a file. Raises FileRefused."""
    return open_tables(path, name, encoding=encoding, reading=reading)[0]


def open_tables(path: Path, name: str, *, encoding: str = "", reading: Reading | None = None) -> list[Table]:
    """Every table of a file, with the names of its columns. `reading` says of the names of a sheet that holds several
    beside each other how it is read, or "" where nobody has said it. Raises FileRefused."""
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
    found = [table for layout in layouts for table in _of_sheet(path, layout, reading)]
    if not found:
        raise FileRefused(_("The file is empty."), code="empty_file")
    return found


def _read(path: Path, layout: dict[str, Any]) -> Iterator[Row]:
    """The rows of the columns that the table stands in."""
    rows = READERS[layout["type"]](path, layout)
    if "block" not in layout:
        return rows
    start, end = layout["block"]
    return ((number, cells[start:end]) for number, cells in rows)


def _of_sheet(path: Path, layout: dict[str, Any], reading: Reading | None) -> Iterator[Table]:
    """The tables that stand beside each other on a sheet, mostly one."""
    rows = READERS[layout["type"]](path, layout)
    first = beside.held_of(rows)
    found = beside.look(first, rows) if layout["type"] != "vcard" else None
    if found is None:
        whole = Table(path, layout)
        if _name_columns(whole, first):
            yield whole
        return
    said = reading(found.names) if reading else ""
    read = said or found.reading
    told = _told(path, layout, found) | {"reading": read, "asked": found.asked and not said}
    if read == beside.ALL or (read == beside.ONE and not found.asides):
        spans = []
    elif read == beside.ONE:
        spans = [(found.tables[0][0], found.tables[-1][1])]
    else:
        spans = found.tables
    yield from _parts(path, layout | {"beside": told}, first, spans)


def _parts(path: Path, layout: dict[str, Any], first: list[Row], spans: list[Span]) -> Iterator[Table]:
    """The tables in those columns; in all of them, where none are named."""
    tables = [Table(path, layout | {"block": list(span)}) for span in spans] or [Table(path, dict(layout))]
    if spans and layout["type"] == "xlsx":
        sheets.narrow(path, [table.layout for table in tables])
    for place, table in enumerate(tables):
        table.layout["beside"] = layout["beside"] | {"place": place}
        _name_columns(table, first)
    above = 1 + min(int(table.layout["skip"]) for table in tables)
    for table in tables:
        _say_above(table.layout, [str(cell) for number, cells in first if number < above for cell in cells])
    yield from tables


def _told(path: Path, layout: dict[str, Any], found: beside.Found) -> dict[str, Any]:
    """What the layout keeps of it. `of` is the same for all tables of the sheet."""
    left = layout.get("left", 0)

    def letters(span: tuple[int, int]) -> list[str]:
        return [sheets.letters(left + span[0]), sheets.letters(left + span[1] - 1)]

    return {
        "of": path.name,
        "tables": [letters(span) for span in found.tables],
        "names": found.names,
        **({"left": [letters(span) for span in found.asides]} if found.asides else {}),
        **({"said": " · ".join(found.said)[:LONGEST_SAID]} if found.said else {}),
    }


def _name_columns(table: Table, first: list[Row]) -> bool:
    """Find the row of names and what lies above it; False for a table without any."""
    block = table.layout.get("block")
    rows = [(number, cells[slice(*block)]) for number, cells in first] if block else first
    lines = [(number, cells) for number, cells in rows if any(cell != "" for cell in cells)]
    begins = rows[0][0] if rows else 0
    top = [line for line in lines if line[0] < begins + ABOVE] or lines[:1] or _first_filled(table)
    if not top:
        return False
    if block:
        top = lines_above(lines)
    names = names_of_part(top) if block else names_of_table(top)
    table.layout["skip"] = names.first - 1
    if names.last > names.first:
        table.layout[HEADER_ROWS] = 1 + names.last - names.first
    above = [str(cell) for line, row in top if line < names.first for cell in row]
    if title := " ".join(filter(None, above))[:300]:
        table.layout["title"] = title
    _say_above(table.layout, above)
    table.layout["header"] = looks_like_header(names.cells)
    table.call(names.cells if table.layout["header"] else ["" for _cell in names.cells])
    return True


SAID = {"unit": unit_of_title, "scale": scale_of_title, LEGEND: legend_of}


def _say_above(layout: dict[str, Any], above: list[str], *names: str) -> None:
    """Keep what lines above a table, or between its rows, say of its amounts and of its colours, unless nearer ones said
    it."""
    said = {name: SAID[name](above) for name in names or SAID}
    layout |= {name: value for name, value in said.items() if value and not layout.get(name)}


def _first_filled(table: Table) -> list[Row]:
    for number, cells in _read(table.path, table.layout):
        if any(cell != "" for cell in cells):
            return [(number, cells)]
    return []


def too_long(cell: Cell) -> bool:
    return isinstance(cell, str) and len(cell) > LONGEST_CELL
