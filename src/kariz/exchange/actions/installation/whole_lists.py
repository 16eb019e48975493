"""The whole export of another installation as lists that come in. Numbers begin with a mark of their installation: the
company 12 of another one is another company."""

from __future__ import annotations

import csv
import io
import json
import shutil
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePath
from tempfile import NamedTemporaryFile, TemporaryDirectory
from typing import Any

from django.apps import apps
from django.core.files.base import File
from django.utils.translation import gettext as _

from kariz.exchange.actions.installation.whole_fields import OwnField, fields_of, written
from kariz.exchange.actions.installation.whole_rows import MAKERS
from kariz.exchange.actions.installation.whole_tables import Row, Tables, Values
from kariz.exchange.queries.exports.whole import is_of_here
from kariz.exchange.queries.known.custom import OWN_FIELDS
from kariz.reading.cells.guard import guard
from kariz.reading.files import archives, package
from kariz.reading.files.limits import FileRefused
from kariz.reading.shapes.kariz import COLUMNS

FILES = "files.csv"
"""The list of the files that lie in the export."""
TABLES = {"companies": "people_company", "contacts": "people_contact", "deals": "pipeline_deal"}
"""Of the kinds of lists whose records have fields of the company's own."""
UNPACKED = frozenset(
    f"{table}.csv"
    for table in ("access_user", "people_company", "people_contact", "pipeline_deal", "pipeline_stage")
)
"""Files by which an unpacked export is known."""
OF_EXPORT = frozenset({"README.md", package.ABOUT})
"""What lies beside the tables of an export."""
MALFORMED = (
    *(LookupError, ValueError, TypeError, AttributeError, ArithmeticError, RecursionError),
    csv.Error,
)
"""What comes of tables that hold something else than Kariz writes: whatever a cell says, nobody here has checked it."""
Member = tuple[str, Path, dict[str, Any]]
"""(name, place, what its layout says besides) of a list."""


@contextmanager
def gathered(files: Sequence[File]) -> Iterator[Sequence[File]]:
    """The files as they are; those of an export that somebody unpacked, as the archive that they were."""
    by_name = {PurePath(file.name or "").name: file for file in files}
    if not UNPACKED.issubset(by_name):
        yield files
        return
    tables = {f"{model._meta.db_table}.csv" for model in apps.get_models(include_auto_created=True)}
    stored = _stored(by_name.get("records_file.csv"))
    known = tables | OF_EXPORT | stored
    beside = [file for file in files if PurePath(file.name or "").name not in known]
    with NamedTemporaryFile(prefix="kariz-", suffix=".zip") as packed:
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(package.ABOUT, json.dumps({"name": package.NAME}))
            for name, file in by_name.items():
                if name in tables | stored:
                    with archive.open(f"{package.FILES}/{name}" if name in stored else name, "w") as inside:
                        shutil.copyfileobj(file, inside)
        packed.seek(0)
        yield [File(packed, "kariz.zip"), *beside]


def _stored(table: File | None) -> set[str]:
    """The names under which the files of records lie beside the tables."""
    if table is None:
        return set()
    text = io.TextIOWrapper(io.BytesIO(table.read()), "utf-8-sig", errors="replace", newline="")
    table.seek(0)
    return {row.get("stored", "") for row in csv.DictReader(text)}


@contextmanager
def unpacked(path: Path) -> Iterator[list[Member]]:
    """The lists, gone again afterwards. Raises FileRefused."""
    with TemporaryDirectory(prefix="kariz-") as folder:
        yield _made(archives.tables_of(path, Path(folder)), Path(folder))


def _made(places: Mapping[str, Path], folder: Path) -> list[Member]:
    try:
        tables = Tables(places, folder)
        if is_of_here(tables.rows("access_user")):
            raise FileRefused(_all_here(), code="whole_export")
        return list(_lists(tables, folder))
    except MALFORMED:
        raise FileRefused(_("This archive cannot be opened."), code="broken_file") from None


def _all_here() -> str:
    return _(
        "This is what this very installation exported: all of it is here already. To go back to the day on which it was "
        "written, use “kariz backup” and “kariz restore”."
    )


def _lists(tables: Tables, folder: Path) -> Iterator[Member]:
    for kind, make in MAKERS.items():
        place = folder / f"list-{kind}"
        own = fields_of(tables, kind, TABLES.get(kind, ""))
        if _write(place, kind, own, tables, make(tables)):
            said = {OWN_FIELDS: {field.column: field.said for field in own}} if own else {}
            yield f"{kind}.csv", place, said


def _write(
    place: Path, kind: str, own: list[OwnField], tables: Tables, rows: Iterable[tuple[Values, Row]]
) -> int:
    columns, count = COLUMNS[kind], 0
    with place.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow([*columns.values(), *(field.column for field in own)])
        for values, row in rows:
            said = tables.marked(values)
            mine = dict(written(own, row, tables))
            cells = [said.get(name, "") for name in columns] + [mine.get(field.column, "") for field in own]
            writer.writerow([guard(cell) for cell in cells])
            count += 1
    return count
