"""Workbooks (XLSX, XLS, ODS) as rows, after a check of what they would unpack and spread out to."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Sequence
from datetime import time, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

import python_calamine
from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring
from django.utils.translation import gettext as _

from kariz.reading.cells.cells import Cell, Row
from kariz.reading.cells.guard import unguard
from kariz.reading.files.cell_notes import COLUMNS, NOTED, Notes, notes_of, of_sheets
from kariz.reading.files.colours import CELLS, FILLS, NOT_PAINTED, Painted, colours_of, place_of
from kariz.reading.files.limits import (
    LARGEST_PACKED,
    LARGEST_UNPACKED,
    MOST_COLUMNS,
    MOST_FILES,
    MOST_SHEET_CELLS,
    MOST_SHEET_ROWS,
    FileRefused,
    too_large,
    too_many_cells,
    too_many_columns,
    too_many_rows,
    too_many_tables,
)
from kariz.reading.files.merged import blocks_of, mark, ranges_of, spans_of, spread

BROKEN = (
    zipfile.BadZipFile,
    python_calamine.CalamineError,
    NotImplementedError,
    RuntimeError,
    OSError,
    ValueError,
)
# Possessive, and never over the next "<": each of these reads a part of millions of letters once.
# What stands in quotes may hold ">" and "r=" itself.
_QUOTED = rb"\"[^\"<]*+\"|'[^'<]*+'"
_CELL = re.compile(
    rb"<(?:\w++:)?c(?=\s)(?:[^<>\"'\s]++|\s++(?!r\s*+=)|%(quoted)s)*+\s++r\s*+=\s*+[\"']([A-Z]{1,3})(\d{1,7})[\"']"
    rb"(?:[^<>\"'/]++|/(?!>)|%(quoted)s)*+>" % {b"quoted": _QUOTED}
)
# Of type "str" the blank is a result, as =IF(A1="","",A1) gives it.
_UNSAVED = re.compile(
    rb"<c\b(?![^<>]*\st=[\"']str)[^<>]*+>\s*+<f\b[^<>]*(?:/>|>[^<]*+</f>)\s*+(?:<v\s*+/>|<v></v>)?\s*+</c>"
)
_ODS = re.compile(
    rb"<table:(table|table-row|table-cell|covered-table-cell)(?=[\s/>])((?:[^<>\"']++|%(quoted)s)*+)>"
    % {b"quoted": _QUOTED}
)
_TIMES = re.compile(rb"number-(?:rows|columns)-repeated\s*+=\s*+[\"'](\d{1,9})[\"']")


def is_workbook(path: Path) -> bool:
    """Is the ZIP archive a workbook, rather than a folder of files?"""
    try:
        with zipfile.ZipFile(path) as packed:
            names = packed.namelist()
    except BROKEN:
        return True
    return "[Content_Types].xml" in names or "content.xml" in names


def layouts_of(path: Path, size: int) -> list[dict[str, Any]]:
    """How each sheet that holds anything is read. Raises FileRefused."""
    if size > LARGEST_PACKED:
        raise too_large(LARGEST_PACKED)
    try:
        unsaved = _check_packed(path) if zipfile.is_zipfile(path) else {}
        colours = _colours(path)
        book = python_calamine.CalamineWorkbook.from_path(str(path))
        if len(book.sheet_names) > MOST_FILES:
            raise too_many_tables()
        filled = [sheet for name in book.sheet_names if (sheet := book.get_sheet_by_name(name)).height]
        merged = {
            sheet.name: (len(blocks_of(ranges)), len(spans_of(ranges)), _left(sheet))
            for sheet in filled
            for ranges in [ranges_of(path, sheet)]
        }
        noted = of_sheets(path, _files_of(path), list(merged))
    except BROKEN:
        raise FileRefused(
            _("This spreadsheet cannot be opened. Save it again as XLSX or CSV."), code="broken_file"
        ) from None
    if not filled:
        raise FileRefused(_("The file is empty."), code="empty_file")
    return [
        {"type": "xlsx", "sheet": name, "skip": 0, "unsaved": unsaved.get(name, 0)}
        | ({"merged": blocks} if blocks else {})
        | ({"headings": headings} if headings else {})
        | ({"left": left} if left else {})
        | (_kept(colours[name]) if name in colours else {})
        | ({NOTED: len(noted[name])} if noted[name] else {})
        for name, (blocks, headings, left) in merged.items()
    ]


def _kept(painted: Painted) -> dict[str, Any]:
    """What a layout keeps of the colours of a sheet."""
    kept = {"colours": painted.rows, FILLS: painted.fills, CELLS: painted.cells}
    return {name: said for name, said in kept.items() if said}


def _left(sheet: Any) -> int:
    """The column that the rows begin with, counted from 0."""
    return int(sheet.start[1]) if sheet.start else 0


def _columns(layout: dict[str, Any], left: int) -> range:
    """Those that the table stands in, as the sheet counts them."""
    first, last = layout.get("block", (0, MOST_COLUMNS))
    return range(left + first, left + last)


def narrow(path: Path, layouts: Sequence[dict[str, Any]]) -> None:
    """Keep in the layouts of tables that stand beside each other on a sheet what is merged, coloured and noted in the
    columns of each."""
    name = layouts[0]["sheet"]
    sheet = python_calamine.CalamineWorkbook.from_path(str(path)).get_sheet_by_name(name)
    ranges, files, left = ranges_of(path, sheet), _files_of(path), _left(sheet)
    parts = [_columns(layout, left) for layout in layouts]
    for layout, columns, coloured in zip(layouts, parts, _colours_in(path, name, parts), strict=True):
        noted = notes_of(path, files, name, columns) if layout.get(NOTED) else None
        found = {
            "merged": sum(column in columns for column, _top, _bottom in blocks_of(ranges)),
            "headings": len(spans_of(ranges, columns)),
            **dict.fromkeys(("colours", FILLS, CELLS)),
            **_kept(coloured),
            NOTED: len(noted or ()),
            COLUMNS: [columns.start, columns.stop] if noted is not None else None,
        }
        for key, value in found.items():
            layout.pop(key, None)
            if value:
                layout[key] = value


def notes_in(path: Path, layout: dict[str, Any]) -> Notes:
    """{row: what hangs on its cells} of the table."""
    if not layout.get(NOTED) or not path.exists():
        return {}
    columns = range(*layout[COLUMNS]) if layout.get(COLUMNS) else None
    try:
        return notes_of(path, _files_of(path), layout["sheet"], columns)
    except BROKEN:
        return {}


def letters(column: int) -> str:
    """What a spreadsheet calls the column, counted from 0."""
    found = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(65 + rest) + found
    return found


def rows_of(path: Path, layout: dict[str, Any]) -> Iterator[Row]:
    book = python_calamine.CalamineWorkbook.from_path(str(path))
    sheet = book.get_sheet_by_name(layout["sheet"])
    _check_size(sheet.height, sheet.width)
    # The reader gives blank rows above the first cell, but no blank columns beside it.
    rows: Iterator[Row] = (
        (number, [_cell(cell) for cell in cells]) for number, cells in enumerate(sheet.iter_rows(), 1)
    )
    left = _left(sheet)
    ranges = ranges_of(path, sheet) if layout.get("headings") or layout.get("merged") else []
    if layout.get("headings"):
        rows = mark(rows, spans_of(ranges, _columns(layout, left)), left)
    blocks = blocks_of(ranges) if layout.get("merged") else []
    # A block may begin among the rows that are passed over.
    return islice(spread(rows, blocks, left), layout.get("skip", 0), None)


def _check_size(height: int, width: int) -> None:
    if height > MOST_SHEET_ROWS:
        raise too_many_rows(MOST_SHEET_ROWS)
    if width > MOST_COLUMNS:
        raise too_many_columns(width)
    if height * width > MOST_SHEET_CELLS:
        raise too_many_cells(MOST_SHEET_CELLS)


def _cell(cell: Any) -> Cell:
    if isinstance(cell, str):
        return unguard(cell.strip())
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return int(cell)
    if isinstance(cell, time | timedelta):
        return str(cell)
    return cell


# What a few packed bytes would become


def _check_packed(path: Path) -> dict[str, int]:
    """{sheet: how many of its cells hold a formula that was never worked out}. Raises FileRefused before anything is
    unfolded."""
    with zipfile.ZipFile(path) as packed:
        parts = packed.infolist()
        # What a part says of its size is only a claim: count what really comes out.
        if sum(part.file_size for part in parts) > LARGEST_UNPACKED or _unpacked(packed, parts) > (
            LARGEST_UNPACKED
        ):
            raise too_large(LARGEST_UNPACKED)
        unsaved: dict[str, int] = {}
        for part in parts:
            if part.filename.startswith("xl/worksheets/") and part.filename.endswith(".bin"):
                raise NotImplementedError
            if part.filename.startswith("xl/worksheets/") and part.filename.endswith(".xml"):
                content = packed.read(part)
                _check_size(*_reach(content))
                unsaved[part.filename] = len(_UNSAVED.findall(content))
            elif part.filename == "content.xml":
                _check_reach_of_ods(packed.read(part))
        if not any(unsaved.values()):
            return {}
        return {name: unsaved[file] for name, file in _files(packed).items() if file in unsaved}


def _colours(path: Path) -> dict[str, Painted]:
    if not zipfile.is_zipfile(path):
        return {}
    with zipfile.ZipFile(path) as packed:
        here = "xl/styles.xml" in packed.namelist()
        return colours_of(packed, _files(packed)) if here else {}


def _colours_in(path: Path, sheet: str, parts: Sequence[range]) -> list[Painted]:
    """Of those columns of the sheet, each part by itself; of no other sheet."""
    if not zipfile.is_zipfile(path):
        return [NOT_PAINTED for _part in parts]
    with zipfile.ZipFile(path) as packed:
        names = _files(packed) if "xl/styles.xml" in packed.namelist() else {}
        here = {sheet: names[sheet]} if sheet in names else {}
        return [colours_of(packed, here, columns).get(sheet, NOT_PAINTED) for columns in parts]


def _files_of(path: Path) -> dict[str, str]:
    if not zipfile.is_zipfile(path):
        return {}
    with zipfile.ZipFile(path) as packed:
        return _files(packed)


def _files(packed: zipfile.ZipFile) -> dict[str, str]:
    """{sheet: the part of the archive that holds it}, as the workbook names them."""
    try:
        book = fromstring(packed.read("xl/workbook.xml"))
        links = fromstring(packed.read("xl/_rels/workbook.xml.rels"))
    except (KeyError, ParseError, DefusedXmlException):
        return {}
    files = {one.get("Id"): one.get("Target", "") for one in links}
    found = {}
    for sheet in book.iter():
        if sheet.tag.rpartition("}")[2] == "sheet":
            link = next((value for name, value in sheet.items() if name.endswith("}id")), "")
            target = files.get(link, "")
            found[sheet.get("name", "")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return found


def _unpacked(packed: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> int:
    size = 0
    for part in parts:
        with packed.open(part) as file:
            while block := file.read(1 << 20):
                size += len(block)
                if size > LARGEST_UNPACKED:
                    return size
    return size


def _reach(content: bytes) -> tuple[int, int]:
    """(rows, columns) between the first and the last cell: the reader makes room for all that lies between."""
    rows: set[int] = set()
    columns: set[bytes] = set()
    for letters, number in _CELL.findall(content):
        rows.add(int(number))
        columns.add(letters)
    places = [place_of(name) for name in columns]
    return (max(rows) - min(rows) + 1, max(places) - min(places) + 1) if rows else (0, 0)


def _check_reach_of_ods(content: bytes) -> None:
    """OpenDocument says "this row, a million times" in a few letters."""
    row = column = times = width = 0
    for name, attributes in _ODS.findall(content):
        found = _TIMES.search(attributes)
        repeated = int(found[1]) if found else 1
        if name == b"table":
            row = column = width = 0
        elif name == b"table-row":
            row, column, times = row + repeated, 0, repeated
        else:
            column += repeated
            if b"value-type=" in attributes:
                width = max(width, column)
                _check_size(max(row, times), width)
