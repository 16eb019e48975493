"""The whole installation as CSV files with a description, as of one moment, a row at a time in memory."""

from __future__ import annotations

import csv
import hashlib
import json
import shutil
import zipfile
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

from django.utils import timezone

from kariz.exchange.queries.exports.whole import exported_fields, exported_models
from kariz.organisation.queries.current import organisation
from kariz.reading.cells.guard import guard
from kariz.reading.files import package
from kariz.records import storage
from kariz.records.models import File
from kariz.web.moment import one_moment

AT_ONCE = 2_000
BOM = "\ufeff"
Tell = Callable[[int, int], None]
"""Told rows written and rows in all."""


def write_folder(folder: Path, *, tell: Tell | None = None) -> list[package.Written]:
    """Write every table and its description into an empty folder. Stops no writer. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    with one_moment():
        models = exported_models()
        total = sum(model._base_manager.count() for model in models)
        done, written = 0, []
        for model in models:
            table = _table(folder, model, partial(_said, tell, done, total))
            written.append(table)
            done += table.rows
        _files(folder / package.FILES)
    about = {
        "made_at": timezone.now().isoformat(timespec="seconds"),
        "version": version("kariz"),
        "company": organisation().name,
        "currency": organisation().currency,
    }
    described = package.datapackage(written, **about)
    text = json.dumps(described, ensure_ascii=False, indent=1)
    (folder / package.ABOUT).write_text(text, encoding="utf-8")
    (folder / "README.md").write_text(package.readme(written, **about), encoding="utf-8")
    if tell:
        tell(total, total)
    return written


def _said(tell: Tell | None, before: int, total: int, count: int) -> None:
    if tell:
        tell(before + count, total)


def _table(folder: Path, model: Any, tell: Callable[[int], Any]) -> package.Written:
    name, fields = package.table_name(model), exported_fields(model)
    names = [field.attname for field in fields]
    path, count = folder / f"{name}.csv", 0
    rows = model._base_manager.order_by("pk").values_list(*names)
    with path.open("w", encoding="utf-8", newline="") as out:
        out.write(BOM)
        writer = csv.writer(out)
        writer.writerow(names)
        for row in rows.iterator(chunk_size=AT_ONCE):
            writer.writerow([cell(value) for value in row])
            count += 1
            if count % AT_ONCE == 0:
                tell(count)
    label = str(model._meta.verbose_name_plural)
    return package.Written(name, label, fields, count, path.stat().st_size, _digest(path))


def cell(value: Any) -> str | int | float:
    """A value as the files write it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return guard(value)
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False, default=str)
    return value if isinstance(value, int | float) else str(value)


def _files(folder: Path) -> None:
    """The attachments that are not in the bin."""
    for stored in File.objects.filter(deleted_at=None).values_list("stored", flat=True).iterator():
        source = storage.path_of(stored)
        if source.exists():
            folder.mkdir(exist_ok=True)
            shutil.copyfile(source, folder / stored)


def _digest(path: Path) -> str:
    with path.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()


def pack(folder: Path, target: Path) -> None:
    """Put the folder's files into one ZIP; `target` takes its name only when it is whole."""
    part = target.with_name(target.name + ".part")
    try:
        with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive:
            for path in _in_order(folder):
                archive.write(path, path.relative_to(folder).as_posix())
        part.chmod(0o600)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def _in_order(folder: Path) -> Iterator[Path]:
    """What explains first."""
    first: Sequence[str] = ("README.md", package.ABOUT)
    yield from (folder / name for name in first)
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name not in first:
            yield path
