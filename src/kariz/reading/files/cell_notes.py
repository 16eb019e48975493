"""Notes that people hang on the cells of a workbook: they belong to the record of their row."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Collection, Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring, iterparse

from kariz.reading.files.colours import place_of
from kariz.reading.files.limits import MIB, MOST_SHEET_ROWS

NOTED = "noted"
"""Under which a layout keeps how many rows have some. What they say stays in the file alone."""
COLUMNS = "noted_columns"
"""Under which that of a table beside another keeps its first column and the one behind its last."""
MOST = 2_000
LONGEST = 1_000
LARGEST = 8 * MIB
LARGEST_ODS = 48 * MIB
_PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
Notes = dict[int, str]
OnSheet = Iterator[tuple[int, int, str]]
"""(row counted from 1, column counted from 0, text)"""
Found = Iterator[tuple[str, int, int, str]]
"""(sheet, row, column, text)"""


def notes_of(path: Path, files: Mapping[str, str], sheet: str, columns: range | None = None) -> Notes:
    """{row: what its notes say}; `files` holds each sheet's part, `columns`: only those count."""
    return of_sheets(path, files, [sheet], columns)[sheet]


def of_sheets(
    path: Path, files: Mapping[str, str], sheets: Collection[str], columns: range | None = None
) -> dict[str, Notes]:
    """The same of each of these sheets, from one reading of the file."""
    kept: dict[str, dict[int, list[str]]] = {sheet: {} for sheet in sheets}
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as packed:
            _gather(kept, _of_xlsx(packed, files) if files else _of_ods(packed), columns)
    return {
        sheet: {row: "\n".join(dict.fromkeys(rows[row]))[:LONGEST] for row in sorted(rows)}
        for sheet, rows in kept.items()
    }


def _gather(kept: Mapping[str, dict[int, list[str]]], found: Found, columns: range | None) -> None:
    try:
        for sheet, row, column, text in found:
            rows = kept.get(sheet)
            if rows is None or not text or (columns is not None and column not in columns):
                continue
            if row in rows or len(rows) < MOST:
                rows.setdefault(row, []).append(text)
    except (KeyError, ParseError, DefusedXmlException):
        # A workbook whose notes cannot be read is read without them.
        pass


class _Parts:
    """The parts of an archive that hold notes: all of them together are no larger than `LARGEST`."""

    def __init__(self, packed: zipfile.ZipFile) -> None:
        self._packed, self._left = packed, LARGEST

    def root(self, name: str) -> Any:
        """None for a part that is not there, is broken, or too large."""
        try:
            part = self._packed.getinfo(name)
            if part.file_size > self._left:
                return None
            self._left -= part.file_size
            return fromstring(self._packed.read(part))
        except (KeyError, ParseError, DefusedXmlException):
            return None


def _of_xlsx(packed: zipfile.ZipFile, files: Mapping[str, str]) -> Found:
    parts, names = _Parts(packed), set(packed.namelist())
    for sheet, file in files.items():
        folder, name = posixpath.split(file)
        links = f"{folder}/_rels/{name}.rels"
        if links in names:
            yield from ((sheet, *one) for one in _of_sheet(parts, folder, links))


def _of_sheet(parts: _Parts, folder: str, file: str) -> OnSheet:
    links = parts.root(file)
    named: dict[str, list[str]] = {"comments": [], "threadedComment": []}
    for link in links if links is not None else ():
        kind = str(link.get("Type", "")).rpartition("/")[2]
        target = str(link.get("Target", ""))
        if kind in named:
            place = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
            named[kind].append(posixpath.normpath(place))
    threads = [one for part in named["threadedComment"] for one in _comments(parts, part, "threadedComment")]
    yield from threads
    # Beside a thread stands a copy of it for programs that know none.
    held = {(row, column) for row, column, _said in threads}
    for part in named["comments"]:
        yield from (one for one in _comments(parts, part, "comment") if one[:2] not in held)


def _comments(parts: _Parts, file: str, name: str) -> OnSheet:
    root = parts.root(file)
    for one in root.iter() if root is not None else ():
        place = _PLACE.fullmatch(str(one.get("ref", ""))) if _tag(one) == name else None
        if place:
            yield (
                int(place[2]),
                place_of(place[1].encode()) - 1,
                _text(one, "t" if name == "comment" else "text"),
            )


def _text(root: Any, name: str) -> str:
    said = "".join(one.text or "" for one in root.iter() if _tag(one) == name)
    return "\n".join(filter(None, (" ".join(line.split()) for line in said.splitlines())))


def _of_ods(packed: zipfile.ZipFile) -> Found:
    part = packed.getinfo("content.xml")
    content = packed.read(part) if part.file_size <= LARGEST_ODS else b""
    if b"annotation" not in content:
        return
    row = column = 0
    sheet = ""
    for event, one in iterparse(BytesIO(content), events=("start", "end")):
        tag = _tag(one)
        if tag == "table" and event == "start":
            sheet, row = _named(one, "name"), 0
        elif tag == "table-row" and event == "start":
            row, column = row + 1, 0
        elif tag == "table-row":
            row += _times(one, "number-rows-repeated") - 1
            one.clear()
        elif tag in ("table-cell", "covered-table-cell") and event == "end":
            for note in one:
                if _tag(note) == "annotation":
                    lines = [" ".join("".join(line.itertext()).split()) for line in note if _tag(line) == "p"]
                    yield sheet, row, column, "\n".join(filter(None, lines))
            column += _times(one, "number-columns-repeated")


def _named(one: Any, name: str) -> str:
    return next((str(value) for key, value in one.items() if key.rpartition("}")[2] == name), "")


def _times(one: Any, name: str) -> int:
    said = _named(one, name)
    return min(int(said), MOST_SHEET_ROWS) if said.isdecimal() else 1


def _tag(one: Any) -> str:
    return str(one.tag).rpartition("}")[2]
