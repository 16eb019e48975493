"""The tables in files that come in together: of every sheet, and of every file in an archive."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from django.core.files.base import File

from kariz.exchange.actions.installation import whole_lists
from kariz.exchange.actions.rows.file_rows import PACKED
from kariz.reading.files import archives
from kariz.reading.files.limits import FileRefused
from kariz.reading.layout.tables import Reading, Table, open_tables
from kariz.records import storage

Found = tuple[str, str, Table]
"""(stored, name of the file, table)"""


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
