"""The whole export of another installation as lists that come in: numbers of stages, people and reasons become their
names, the points of a person stand in the person's row, and what lay in the bin or was merged away is left. Numbers
begin with a mark of their installation: the company 12 of another one is another company."""

from __future__ import annotations

import csv
import hashlib
import json
import shutil
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path, PurePath
from tempfile import NamedTemporaryFile, TemporaryDirectory

from django.apps import apps
from django.core.files.base import File
from django.utils.dateparse import parse_datetime
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from kariz.exchange.queries.whole import is_of_here
from kariz.localisation.currencies import CURRENCIES
from kariz.pipeline.template_texts import text_of
from kariz.reading.cells.guard import guard, unguard
from kariz.reading.files import archives, package
from kariz.reading.files.limits import FileRefused
from kariz.reading.shapes.kariz import COLUMNS

Row = Mapping[str, str]
Values = dict[str, str]
UNPACKED = frozenset(
    f"{table}.csv"
    for table in ("access_user", "people_company", "people_contact", "pipeline_deal", "pipeline_stage")
)
"""Files by which an unpacked export is known."""
OF_EXPORT = frozenset({"README.md", package.ABOUT})
"""What lies beside the tables of an export."""
NUMBERS = frozenset(
    {"external_id", "company_ref", "contact_ref", "deal_ref", "reports_to_ref", "participants"}
)


@contextmanager
def gathered(files: Sequence[File]) -> Iterator[Sequence[File]]:
    """The files as they are; those of an export that somebody unpacked, as the archive that they were."""
    by_name = {PurePath(file.name or "").name: file for file in files}
    if not UNPACKED.issubset(by_name):
        yield files
        return
    tables = {f"{model._meta.db_table}.csv" for model in apps.get_models(include_auto_created=True)}
    beside = [file for file in files if PurePath(file.name or "").name not in tables | OF_EXPORT]
    with NamedTemporaryFile(prefix="kariz-", suffix=".zip") as packed:
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(package.ABOUT, json.dumps({"name": package.NAME}))
            for name, file in by_name.items():
                if name in tables:
                    with archive.open(name, "w") as inside:
                        shutil.copyfileobj(file, inside)
        packed.seek(0)
        yield [File(packed, "kariz.zip"), *beside]


@contextmanager
def unpacked(path: Path) -> Iterator[list[tuple[str, Path]]]:
    """[(name, place)] of the lists, gone again afterwards. Raises FileRefused."""
    with TemporaryDirectory(prefix="kariz-") as folder:
        yield _made(archives.tables_of(path, Path(folder)), Path(folder))


def _made(places: Mapping[str, Path], folder: Path) -> list[tuple[str, Path]]:
    try:
        tables = _Tables(places)
        if is_of_here(tables.rows("access_user")):
            raise FileRefused(_all_here(), code="whole_export")
        return list(_lists(tables, folder))
    except (KeyError, csv.Error, UnicodeDecodeError):
        raise FileRefused(_("This archive cannot be opened."), code="broken_file") from None


def _all_here() -> str:
    return _(
        "This is what this very installation exported: all of it is here already. To go back to the day on which it was "
        "written, use “kariz backup” and “kariz restore”."
    )


class _Tables:
    """The tables of the export by their names, read a row at a time."""

    def __init__(self, places: Mapping[str, Path]) -> None:
        self._places = places
        first = next(self.rows("access_user"), {})
        said = f"{first.get('id')} {first.get('created_at')}".encode()
        self.mark = hashlib.blake2s(said, digest_size=3).hexdigest()
        self.users = {row["id"]: row["name"] for row in self.rows("access_user")}
        self.stages = self._titles("pipeline_stage")
        self.pipelines = self._titles("pipeline_pipeline")
        self.reasons = self._titles("pipeline_lostreason")
        self._into = {
            kind: {
                row["id"]: row["merged_into_id"]
                for row in self.rows(f"people_{kind}")
                if row["merged_into_id"]
            }
            for kind in ("company", "contact")
        }

    def rows(self, name: str) -> Iterator[Row]:
        if name not in self._places:
            return
        with self._places[name].open(encoding="utf-8-sig", newline="") as table:
            for row in csv.DictReader(table):
                yield {column: unguard(cell or "") for column, cell in row.items() if column}

    def living(self, name: str) -> Iterator[Row]:
        return (row for row in self.rows(name) if not row.get("deleted_at"))

    def number(self, kind: str, pk: str) -> str:
        """Of the record in which that one lives on."""
        seen: set[str] = set()
        while pk in self._into[kind] and pk not in seen:
            seen.add(pk)
            pk = self._into[kind][pk]
        return pk

    def marked(self, values: Values) -> Values:
        """With the mark of the installation before every number."""
        numbers = {name: said for name, said in values.items() if said and name in NUMBERS}
        parts = {name: said.split() for name, said in numbers.items()}
        return values | {name: " ".join(f"{self.mark}-{one}" for one in said) for name, said in parts.items()}

    def _titles(self, name: str) -> dict[str, str]:
        return {row["id"]: row["name"] or str(text_of(row["template"])) for row in self.rows(name)}


def _lists(tables: _Tables, folder: Path) -> Iterator[tuple[str, Path]]:
    makers: dict[str, Callable[[_Tables], Iterable[Values]]] = {
        "companies": _companies,
        "contacts": _contacts,
        "products": _products,
        "deals": _deals,
        "activities": _activities,
        "notes": _notes,
    }
    for kind, make in makers.items():
        place = folder / f"list-{kind}"
        if _write(place, COLUMNS[kind], map(tables.marked, make(tables))):
            yield f"{kind}.csv", place


def _write(place: Path, columns: Mapping[str, str], rows: Iterable[Values]) -> int:
    count = 0
    with place.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(columns.values())
        for values in rows:
            writer.writerow([guard(values.get(name, "")) for name in columns])
            count += 1
    return count


def _own(kind: str, row: Row) -> Values:
    """The fields whose columns are those of the table."""
    named = ((name, column.partition(".")[2]) for name, column in COLUMNS[kind].items())
    return {name: row[column] for name, column in named if column in row}


def _companies(tables: _Tables) -> Iterator[Values]:
    for row in tables.living("people_company"):
        yield _own("companies", row) | {"owner": tables.users.get(row["owner_id"], "")}


def _contacts(tables: _Tables) -> Iterator[Values]:
    points: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for point in tables.rows("people_contactpoint"):
        points[point["contact_id"]][point["kind"]].append(point["value"])
    for row in tables.living("people_contact"):
        found = _own("contacts", row)
        found |= {kind: "\n".join(said) for kind, said in points[row["id"]].items()}
        found |= {
            "company_ref": tables.number("company", row["company_id"]),
            "reports_to_ref": tables.number("contact", row["reports_to_id"]),
            "owner": tables.users.get(row["owner_id"], ""),
            "decision_maker": "yes" if row["decision_maker"] == "true" else "",
            "role": "" if row["role"] == "unknown" else row["role"],
        }
        yield found


def _products(tables: _Tables) -> Iterator[Values]:
    for row in tables.rows("pipeline_product"):
        in_use = "no" if row["retired_at"] else "yes"
        yield _own("products", row) | {"unit_price": _amount(row["price"], row["currency"]), "in_use": in_use}


def _deals(tables: _Tables) -> Iterator[Values]:
    for row in tables.living("pipeline_deal"):
        yield _own("deals", row) | {
            "company_ref": tables.number("company", row["company_id"]),
            "contact_ref": tables.number("contact", row["contact_id"]),
            "pipeline": tables.pipelines.get(row["pipeline_id"], ""),
            "stage": tables.stages.get(row["stage_id"], ""),
            "lost_reason": tables.reasons.get(row["lost_reason_id"], ""),
            "owner": tables.users.get(row["owner_id"], ""),
            "amount": _amount(row["amount"], row["currency"]),
        }


def _activities(tables: _Tables) -> Iterator[Values]:
    people: dict[str, list[str]] = defaultdict(list)
    for row in tables.rows("pipeline_activity_participants"):
        people[row["activity_id"]].append(tables.number("contact", row["contact_id"]))
    for row in tables.living("pipeline_activity"):
        yield _own("activities", row) | {
            "subject": row["name"] or str(text_of(row["template"])),
            "contact_ref": tables.number("contact", row["contact_id"]),
            "company_ref": tables.number("company", row["company_id"]),
            "participants": " ".join(people[row["id"]]),
            "owner": tables.users.get(row["owner_id"], ""),
            "due_at": _due(row),
            "done": "yes" if row["done_at"] else "no",
        }


def _due(row: Row) -> str:
    """The day alone of what has no hour."""
    due = parse_datetime(row["due_at"]) if row["due_at"] else None
    return str(localdate(due)) if due and row["all_day"] == "true" else row["due_at"]


def _notes(tables: _Tables) -> Iterator[Values]:
    for row in tables.living("records_comment"):
        kind, pk = row["subject_kind"], row["subject_id"]
        if kind not in ("deal", "contact", "company"):
            continue
        number = pk if kind == "deal" else tables.number(kind, pk)
        own = {name: value for name, value in _own("notes", row).items() if not name.endswith("_ref")}
        yield own | {f"{kind}_ref": number, "owner": tables.users.get(row["author_id"], "")}


def _amount(minor: str, code: str) -> str:
    """As people write it, of what the tables say in the smallest unit."""
    if not minor or code not in CURRENCIES:
        return minor
    return str(Decimal(minor) / CURRENCIES[code].scale)
