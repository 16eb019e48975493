"""Merged blocks of a sheet: every row that a block stands beside has its value."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any
from xml.sax.saxutils import unescape

from kariz.reading.cells.cells import Cell, Row, Spanning, repeated

Block = tuple[int, int, int]
"""(column, first row, last row), counted from 0."""
Range = tuple[int, int, int, int]
"""(first row, first column, last row, last column), counted from 0."""
_PART = re.compile(
    rb"<table:(table|table-row|table-cell|covered-table-cell)(?=[\s/>])((?:[^<>\"']++|\"[^\"<]*+\"|'[^'<]*+')*+)>"
)
_NAME = re.compile(rb"table:name\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)')")
_TIMES = re.compile(rb"number-(?:rows|columns)-repeated\s*+=\s*+[\"'](\d{1,9})[\"']")
_ROWS, _COLUMNS = (
    re.compile(rb"number-%s-spanned\s*+=\s*+[\"'](\d{1,9})[\"']" % name) for name in (b"rows", b"columns")
)


def ranges_of(path: Path, sheet: Any) -> list[Range]:
    """What is merged on the sheet, as the format tells it."""
    ranges = sheet.merged_cell_ranges
    if ranges is None:
        return _of_ods(path, sheet.name)
    return [(top, left, bottom, right) for (top, left), (bottom, right) in ranges]


def blocks_of(ranges: Iterable[Range]) -> list[Block]:
    """The blocks of more than one row. Across columns nothing is spread: a title over a table is one title."""
    return [(left, top, bottom) for top, left, bottom, _right in ranges if bottom > top]


def spans_of(ranges: Iterable[Range], columns: range | None = None) -> dict[int, dict[int, int]]:
    """{row: {column: over how many it is merged}}, counted from 0. `columns`: only those that begin in one of these."""
    found: dict[int, dict[int, int]] = {}
    for top, left, _bottom, right in ranges:
        if right > left and (columns is None or left in columns):
            found.setdefault(top, {})[left] = right - left + 1
    return found


def mark(rows: Iterator[Row], spans: Mapping[int, Mapping[int, int]], left: int) -> Iterator[Row]:
    """The rows, of which texts that are merged over columns say so; `left` is the column that the rows begin with."""
    for number, cells in rows:
        for column, columns in spans.get(number - 1, {}).items():
            place = column - left
            if 0 <= place < len(cells) and isinstance(text := cells[place], str) and text:
                cells[place] = Spanning(text, columns)
        yield number, cells


def _of_ods(path: Path, name: str) -> list[Range]:
    if not zipfile.is_zipfile(path):
        return []
    with zipfile.ZipFile(path) as packed:
        if "content.xml" not in packed.namelist():
            return []
        content = packed.read("content.xml")
    if b"s-spanned" not in content:
        return []
    found: list[Range] = []
    row = column = times = 0
    here = False
    for kind, attributes in _PART.findall(content):
        again = _TIMES.search(attributes)
        repeats = int(again[1]) if again else 1
        if kind == b"table":
            here, row, times = _called(attributes) == name, 0, 0
        elif kind == b"table-row":
            row, column, times = row + times, 0, repeats
        elif here:
            down, across = (_spanned(pattern, attributes) for pattern in (_ROWS, _COLUMNS))
            if kind == b"table-cell" and (down > 1 or across > 1):
                found.append((row, column, row + down - 1, column + across - 1))
            column += repeats
    return found


def _spanned(pattern: re.Pattern[bytes], attributes: bytes) -> int:
    found = pattern.search(attributes)
    return max(int(found[1]), 1) if found else 1


def _called(attributes: bytes) -> str:
    found = _NAME.search(attributes)
    text = (found[1] or found[2] or b"").decode("utf-8", "replace") if found else ""
    return unescape(text, {"&quot;": '"', "&apos;": "'"})


def spread(rows: Iterator[Row], blocks: list[Block], left: int) -> Iterator[Row]:
    """The rows with the values of the blocks; `left` is the column that the rows begin with."""
    if not blocks:
        yield from rows
        return
    waiting = sorted(((top, bottom, column - left) for column, top, bottom in blocks), reverse=True)
    open_ones: dict[int, tuple[int, Cell]] = {}
    for number, cells in rows:
        place = number - 1
        for column, (bottom, value) in list(open_ones.items()):
            if place > bottom:
                del open_ones[column]
            elif column < len(cells) and cells[column] == "":
                cells[column] = value
        while waiting and waiting[-1][0] <= place:
            top, bottom, column = waiting.pop()
            if top == place and 0 <= column < len(cells) and cells[column] != "":
                open_ones[column] = (bottom, repeated(cells[column]))
        yield number, cells
