"""Notes that people hang on the cells of a workbook: they belong to the record of their row."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring, iterparse

from kariz.exchange.rules.limits import MIB, MOST_SHEET_ROWS

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
Found = Iterator[tuple[int, int, str]]
"""(row counted from 1, column counted from 0, text)"""


def notes_of(path: Path, files: Mapping[str, str], sheet: str, columns: range | None = None) -> Notes:
    """{row: what its notes say}; `files` holds each sheet's part, `columns`: only those count."""
    if not zipfile.is_zipfile(path):
        return {}
    kept: dict[int, list[str]] = {}
    with zipfile.ZipFile(path) as packed:
        found = _of_xlsx(packed, files[sheet]) if sheet in files else _of_ods(packed, sheet)
        try:
            for row, column, text in found:
                if text and (columns is None or column in columns) and (row in kept or len(kept) < MOST):
                    kept.setdefault(row, []).append(text)
        except (KeyError, ParseError, DefusedXmlException):
            # A workbook whose notes cannot be read is read without them.
            pass
    return {row: "\n".join(dict.fromkeys(kept[row]))[:LONGEST] for row in sorted(kept)}


def _of_xlsx(packed: zipfile.ZipFile, file: str) -> Found:
    folder, name = posixpath.split(file)
    links = _part(packed, f"{folder}/_rels/{name}.rels")
    parts: dict[str, list[str]] = {"comments": [], "threadedComment": []}
    for link in links if links is not None else ():
        kind = str(link.get("Type", "")).rpartition("/")[2]
        target = str(link.get("Target", ""))
        if kind in parts:
            place = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
            parts[kind].append(posixpath.normpath(place))
    threads = [one for part in parts["threadedComment"] for one in _comments(packed, part, "threadedComment")]
    yield from threads
    # Beside a thread stands a copy of it for programs that know none.
    held = {(row, column) for row, column, _text in threads}
    for part in parts["comments"]:
        yield from (one for one in _comments(packed, part, "comment") if one[:2] not in held)


def _comments(packed: zipfile.ZipFile, file: str, name: str) -> Found:
    root = _part(packed, file)
    for one in root.iter() if root is not None else ():
        place = _PLACE.fullmatch(str(one.get("ref", ""))) if _tag(one) == name else None
        if place:
            yield int(place[2]), _column(place[1]), _text(one, "t" if name == "comment" else "text")


def _text(root: Any, name: str) -> str:
    said = "".join(one.text or "" for one in root.iter() if _tag(one) == name)
    return "\n".join(filter(None, (" ".join(line.split()) for line in said.splitlines())))


def _column(letters: str) -> int:
    place = 0
    for letter in letters:
        place = place * 26 + ord(letter) - 64
    return place - 1


def _of_ods(packed: zipfile.ZipFile, sheet: str) -> Found:
    part = packed.getinfo("content.xml")
    content = packed.read(part) if part.file_size <= LARGEST_ODS else b""
    if b"annotation" not in content:
        return
    row = column = 0
    here = False
    for event, one in iterparse(BytesIO(content), events=("start", "end")):
        tag = _tag(one)
        if tag == "table" and event == "start":
            here, row = _named(one, "name") == sheet, 0
        elif tag == "table-row" and event == "start":
            row, column = row + 1, 0
        elif tag == "table-row":
            row += _times(one, "number-rows-repeated") - 1
            one.clear()
        elif tag in ("table-cell", "covered-table-cell") and event == "end":
            for note in one:
                if here and _tag(note) == "annotation":
                    lines = [" ".join("".join(line.itertext()).split()) for line in note if _tag(line) == "p"]
                    yield row, column, "\n".join(filter(None, lines))
            column += _times(one, "number-columns-repeated")


def _named(one: Any, name: str) -> str:
    return next((str(value) for key, value in one.items() if key.rpartition("}")[2] == name), "")


def _times(one: Any, name: str) -> int:
    said = _named(one, name)
    return min(int(said), MOST_SHEET_ROWS) if said.isdecimal() else 1


def _tag(one: Any) -> str:
    return str(one.tag).rpartition("}")[2]


def _part(packed: zipfile.ZipFile, name: str) -> Any:
    try:
        part = packed.getinfo(name)
        return fromstring(packed.read(part)) if part.file_size <= LARGEST else None
    except (KeyError, ParseError, DefusedXmlException):
        return None
