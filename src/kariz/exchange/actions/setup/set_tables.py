"""The tables in files that come in together: of every sheet, and of every file in an archive."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from django.core.files.base import File

from kariz.exchange.actions.installation import whole_lists
from kariz.exchange.actions.rows.file_rows import PACKED, archive_of
from kariz.exchange.models import Import
from kariz.exchange.queries.known.custom import OWN_FIELDS
from kariz.reading.files import archives
from kariz.reading.files.limits import FileRefused
from kariz.reading.layout.tables import Reading, Table, open_tables
from kariz.records import storage
from kariz.web.errors import NotFound

Found = tuple[str, str, Table]
"""(stored, name of the file, table)"""
Place = tuple[str | None, int]
"""(sheet, which of the tables beside each other on it)"""


def tables_of(file: File, encoding: str, kept: list[str], reading: Reading | None = None) -> Iterator[Found]:
    name = storage.safe_name(file.name or "")
    stored = storage.new_name()
    kept.append(stored)
    storage.keep(file, stored)  # type: ignore[arg-type]
    path = storage.path_of(stored)
    if not archives.is_archive(path):
        yield from _of_file(stored, name, encoding, kept, reading)
        return
    whole = archives.is_whole_export(path)
    packed = False
    with (whole_lists.unpacked if whole else archives.unpacked)(path) as members:
        for inside, place, *said in members:
            other = storage.new_name()
            kept.append(other)
            target = storage.path_of(other)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.move(place, target)
            for found in _of_file(other, storage.safe_name(inside), encoding, kept, reading):
                found[2].layout |= said[0] if said else {}
                if whole and inside == whole_lists.FILES:
                    found[2].layout[PACKED], packed = stored, True
                yield found
    if not packed:
        path.unlink(missing_ok=True)


def _of_file(
    stored: str, name: str, encoding: str, kept: list[str], reading: Reading | None
) -> Iterator[Found]:
    try:
        tables = open_tables(storage.path_of(stored), name, encoding=encoding, reading=reading)
    except FileRefused as refused:
        raise FileRefused(f"{name}: {refused}", code=refused.code, status=refused.status) from None
    for place, table in enumerate(tables):
        if len(tables) > 1:
            table.layout["of_many"] = True
        if place:
            # A name of its own for every part, so that each can be removed alone.
            stored = copied(stored)
            kept.append(stored)
            table.path = storage.path_of(stored)
        yield stored, name, table


def tables_again(parts: Sequence[Import], kept: list[str]) -> Iterator[Found]:
    """The tables of these once more, as many as they are: every table of a workbook keeps the whole of it, and lists of a
    whole export know what stands in no file of theirs. Raises NotFound, FileRefused."""
    files: dict[tuple[str, str], dict[Place, Table]] = {}
    archives_again: dict[str, str] = {}
    for part in parts:
        stored = copied(part.stored)
        kept.append(stored)
        same = (part.name, part.digest or part.stored)
        if _place(part.layout) not in files.get(same, {}):
            files[same] = _places(stored, part, parts)
        if (table := files[same].pop(_place(part.layout), None)) is None:
            raise NotFound
        table.path = storage.path_of(stored)
        table.layout |= {name: part.layout[name] for name in ("of_many", OWN_FIELDS) if name in part.layout}
        if packed := archive_of(part):
            if packed not in archives_again:
                kept.append(copied(packed))
                archives_again[packed] = kept[-1]
            table.layout[PACKED] = archives_again[packed]
        yield stored, part.name, table


def _places(stored: str, part: Import, parts: Sequence[Import]) -> dict[Place, Table]:
    """The tables of a part's file, of sheets that hold several read as those of the set were."""
    besides = [one.layout["beside"] for one in parts if "beside" in one.layout]
    said = {tuple(told["names"]): told["reading"] for told in besides}
    encoding = part.layout.get("encoding", "")
    tables = open_tables(
        storage.path_of(stored),
        part.name,
        encoding=encoding,
        reading=lambda names: said.get(tuple(names), ""),
    )
    return {_place(table.layout): table for table in tables}


def _place(layout: Mapping[str, Any]) -> Place:
    """Where a table stands in its file."""
    return layout.get("sheet"), layout.get("beside", {}).get("place", 0)


def copied(stored: str) -> str:
    """The kept file under a further name."""
    other = storage.new_name()
    target: Path = storage.path_of(other)
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(storage.path_of(stored), target)
    except OSError:
        # The disk knows no second name for a file.
        shutil.copyfile(storage.path_of(stored), target)
    return other
