"""Merged blocks of a sheet: every row that a block stands beside has its value."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.sax.saxutils import unescape

from kariz.exchange.rules.cells import Cell, Row, Spanning, repeated

Block = tuple[int, int, int]
"""(column, first row, last row), counted from 0."""
WIDE = 2
"""Columns besides its own."""
_PART = re.compile(
    rb"<table:(table|table-row|table-cell|covered-table-cell)(?=[\s/>])((?:[^<>\"']++|\"[^\"<]*+\"|'[^'<]*+')*+)>"
)
_NAME = re.compile(rb"table:name\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)')")
_TIMES = re.compile(rb"number-(?:rows|columns)-repeated\s*+=\s*+[\"'](\d{1,9})[\"']")
_SPAN = re.compile(rb"number-rows-spanned\s*+=\s*+[\"'](\d{1,9})[\"']")


def blocks_of(path: Path, sheet: Any) -> list[Block]:
    """The blocks of more than one row. Across columns nothing is spread: a title over a table is one title."""
    ranges = sheet.merged_cell_ranges
    if ranges is None:
        return _of_ods(path, sheet.name)
    return [(left, top, bottom) for (top, left), (bottom, _right) in ranges if bottom > top]


def headings_of(sheet: Any, columns: range | None = None) -> set[int]:
    """Rows of which a text is merged over three columns or more, counted from 0. (Of ODS nobody tells.) `columns`: only
    those that begin in one of these."""
    ranges = sheet.merged_cell_ranges or []
    return {
        top
        for (top, left), (bottom, right) in ranges
        if bottom == top and right - left >= WIDE and (columns is None or left in columns)
    }


def mark(rows: Iterator[Row], headings: set[int]) -> Iterator[Row]:
    """The rows, of which those of `headings` have texts that say so."""
    for number, cells in rows:
        if number - 1 in headings:
            cells = [Spanning(cell) if isinstance(cell, str) and cell else cell for cell in cells]
        yield number, cells


def _of_ods(path: Path, name: str) -> list[Block]:
    if not zipfile.is_zipfile(path):
        return []
    with zipfile.ZipFile(path) as packed:
        if "content.xml" not in packed.namelist():
            return []
        content = packed.read("content.xml")
    if b"rows-spanned" not in content:
        return []
    found: list[Block] = []
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
            span = _SPAN.search(attributes)
            if span and int(span[1]) > 1 and kind == b"table-cell":
                found.append((column, row, row + int(span[1]) - 1))
            column += repeats
    return found


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
