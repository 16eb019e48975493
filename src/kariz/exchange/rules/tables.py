"""Reading a file as a table: CSV row by row, XLSX after a check of its unpacked size."""

from __future__ import annotations

import csv
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, TextIO

import python_calamine
from django.utils.translation import gettext as _

from kariz.exchange.rules import encodings
from kariz.exchange.rules.guard import unguard
from kariz.exchange.rules.limits import (
    LARGEST_PACKED,
    LARGEST_TEXT,
    LARGEST_UNPACKED,
    LONGEST_CELL,
    MOST_COLUMNS,
    MOST_SHEET_ROWS,
    MOST_TEXT_ROWS,
    FileRefused,
    too_large,
    too_many_columns,
    too_many_rows,
)

DELIMITERS = (",", ";", "\t", "|")
Cell = str | int | float | bool | date | datetime
# A cell beyond the limit is an error of its row; the reader itself must not fall over it.
csv.field_size_limit(LARGEST_UNPACKED)


@dataclass(slots=True)
class Table:
    """A file that can be read again and again. `first` is the spreadsheet's number of the first data row."""

    path: Path
    layout: dict[str, Any]
    columns: list[str] = field(default_factory=list)

    @property
    def first(self) -> int:
        return 1 + int(self.layout.get("skip", 0)) + bool(self.layout.get("header", True))

    def rows(self, start: int = 0) -> Iterator[tuple[int, list[Cell]]]:
        """(number, cells) of the data rows behind the first `start` ones; wholly blank rows are passed over."""
        reader = _sheet_rows if self.layout["type"] == "xlsx" else _text_rows
        passed = 0
        for number, cells in reader(self.path, self.layout):
            if number < self.first or not any(cell != "" for cell in cells):
                continue
            passed += 1
            if passed > start:
                yield number, cells

    def count(self) -> int:
        return sum(1 for _row in self.rows())


def open_table(path: Path, name: str, *, encoding: str = "") -> Table:
    """Find out how the file is to be read, and its column names. Raises FileRefused."""
    size = path.stat().st_size
    if size == 0:
        raise FileRefused(_("The file is empty."), code="empty_file")
    with path.open("rb") as file:
        head = file.read(8)
    if head.startswith(b"PK"):
        layout: dict[str, Any] = _sheet_layout(path, size)
    elif head.startswith(b"\xd0\xcf\x11\xe0"):
        raise FileRefused(_("This is an old Excel file (.xls). Save it as XLSX or CSV and send it again."))
    else:
        layout = _text_layout(path, size, encoding)
    table = Table(path, layout)
    _name_columns(table)
    return table


def _name_columns(table: Table) -> None:
    reader = _sheet_rows if table.layout["type"] == "xlsx" else _text_rows
    for number, cells in reader(table.path, table.layout):
        if not any(cell != "" for cell in cells):
            table.layout["skip"] = number
            continue
        table.layout["header"] = looks_like_header(cells)
        table.columns = unique_names(cells if table.layout["header"] else ["" for _cell in cells])
        return
    raise FileRefused(_("The file is empty."), code="empty_file")


def looks_like_header(cells: list[Cell]) -> bool:
    """Names, not values: no numbers, dates, addresses, and mostly filled."""
    texts = [cell for cell in cells if isinstance(cell, str) and cell]
    if len(texts) < sum(cell != "" for cell in cells):
        return False
    return not any(
        "@" in text or sum(char.isdecimal() for char in text) > max(2, len(text) // 2) for text in texts
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


# Text files


def _text_layout(path: Path, size: int, encoding: str) -> dict[str, Any]:
    if size > LARGEST_TEXT:
        raise too_large(LARGEST_TEXT)
    if encoding:
        encodings.check(path, encoding)
    found = encoding or encodings.detect(path)
    with _open_text(path, found) as file:
        lines = file.read(64 * 1024)
    layout: dict[str, Any] = {"type": "csv", "encoding": found, "skip": 0}
    first = lines.split("\n", 1)[0].strip()
    if first.lower().startswith("sep=") and len(first) == 5:
        return layout | {"delimiter": first[4], "skip": 1}
    return layout | {"delimiter": sniff(lines)}


def _open_text(path: Path, encoding: str) -> TextIO:
    return path.open(encoding=encodings.python_name(encoding), newline="")


def sniff(text: str) -> str:
    """The delimiter that splits most rows into the same number of columns, more of them being better."""
    complete = text.rsplit("\n", 1)[0] if text.count("\n") > 1 else text
    best, best_score = ",", (0.0, 0)
    for delimiter in DELIMITERS:
        rows = [
            row for row in csv.reader(complete.splitlines(keepends=True)[:200], delimiter=delimiter) if row
        ]
        if not rows:
            continue
        width, times = Counter(len(row) for row in rows).most_common(1)[0]
        score = (times / len(rows), width)
        if width > 1 and (score[0] > 0.6 or best_score == (0.0, 0)) and _better(score, best_score):
            best, best_score = delimiter, score
    return best


def _better(score: tuple[float, int], than: tuple[float, int]) -> bool:
    return score[0] * (score[1] - 1) > than[0] * (than[1] - 1)


def _text_rows(path: Path, layout: dict[str, Any]) -> Iterator[tuple[int, list[Cell]]]:
    with _open_text(path, layout["encoding"]) as file:
        reader = csv.reader((line.replace("\0", "") for line in file), delimiter=layout["delimiter"])
        number = 0
        while True:
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error:
                raise FileRefused(
                    _("Row %(number)d cannot be read as CSV.") % {"number": number + 1}
                ) from None
            number += 1
            if number > MOST_TEXT_ROWS:
                raise too_many_rows(MOST_TEXT_ROWS)
            if len(cells) > MOST_COLUMNS:
                raise too_many_columns(len(cells))
            if number > layout.get("skip", 0):
                yield number, [unguard(cell.strip()) if cell else "" for cell in cells]


# Spreadsheets


def _sheet_layout(path: Path, size: int) -> dict[str, Any]:
    if size > LARGEST_PACKED:
        raise too_large(LARGEST_PACKED)
    broken = FileRefused(
        _("This spreadsheet cannot be opened. Save it again as XLSX or CSV."), code="broken_file"
    )
    try:
        with zipfile.ZipFile(path) as packed:
            if sum(part.file_size for part in packed.infolist()) > LARGEST_UNPACKED:
                raise too_large(LARGEST_UNPACKED)
            # What a part says of its size is only a claim: count what really comes out.
            if sum(_unpacked(packed, part) for part in packed.infolist()) > LARGEST_UNPACKED:
                raise too_large(LARGEST_UNPACKED)
        book = python_calamine.CalamineWorkbook.from_path(str(path))
    except (zipfile.BadZipFile, python_calamine.CalamineError, NotImplementedError, RuntimeError, OSError):
        raise broken from None
    for sheet in book.sheet_names:
        if book.get_sheet_by_name(sheet).height:
            return {"type": "xlsx", "sheet": sheet, "skip": 0, "unsaved": _unsaved_formulas(path)}
    raise FileRefused(_("The file is empty."), code="empty_file")


_UNSAVED = re.compile(rb"<c\b[^>]*>\s*<f\b[^>]*(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v></v>)?\s*</c>")
SEARCHED = 50 << 20
"""Bytes of a sheet that are searched for formulas without a result."""


def _unsaved_formulas(path: Path) -> int:
    """Cells of the file whose formula was never worked out: they read as blank."""
    with zipfile.ZipFile(path) as packed:
        sheets = [part for part in packed.infolist() if part.filename.startswith("xl/worksheets/")]
        return sum(len(_UNSAVED.findall(_start_of(packed, part))) for part in sheets)


def _start_of(packed: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    with packed.open(part) as file:
        return file.read(SEARCHED)


def _unpacked(packed: zipfile.ZipFile, part: zipfile.ZipInfo) -> int:
    size = 0
    with packed.open(part) as file:
        while block := file.read(1 << 20):
            size += len(block)
            if size > LARGEST_UNPACKED:
                return size
    return size


def _sheet_rows(path: Path, layout: dict[str, Any]) -> Iterator[tuple[int, list[Cell]]]:
    book = python_calamine.CalamineWorkbook.from_path(str(path))
    sheet = book.get_sheet_by_name(layout["sheet"])
    if sheet.height > MOST_SHEET_ROWS:
        raise too_many_rows(MOST_SHEET_ROWS)
    if sheet.width > MOST_COLUMNS:
        raise too_many_columns(sheet.width)
    above = sheet.start[0] if sheet.start else 0
    for number, cells in enumerate(sheet.iter_rows(), 1 + above):
        if number > layout.get("skip", 0):
            yield number, [_cell(cell) for cell in cells]


def _cell(cell: Any) -> Cell:
    if isinstance(cell, str):
        return unguard(cell.strip())
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return int(cell)
    if isinstance(cell, time | timedelta):
        return str(cell)
    return cell


def too_long(cell: Cell) -> bool:
    return isinstance(cell, str) and len(cell) > LONGEST_CELL
