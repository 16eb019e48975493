"""The tables of a whole export of another installation, read a row at a time: what their numbers mean there."""

from __future__ import annotations

import csv
import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import Any

from kariz.localisation.currencies import CURRENCIES
from kariz.pipeline.template_texts import text_of
from kariz.reading.cells.guard import unguard

Row = Mapping[str, str]
Values = dict[str, str]
NUMBERS = frozenset(
    {
        *("external_id", "company_ref", "contact_ref", "deal_ref", "product_ref"),
        *("reports_to_ref", "participants"),
    }
)
PEOPLE = {"company": "people_company", "contact": "people_contact"}


class Tables:
    """The tables of the export by their names. `folder` is for what need not stand in memory."""

    def __init__(self, places: Mapping[str, Path], folder: Path) -> None:
        self._places, self._folder = places, folder
        first = next(self.rows("access_user"), {})
        said = f"{first.get('id')} {first.get('created_at')}".encode()
        self.mark = hashlib.blake2s(said, digest_size=3).hexdigest()
        self.users = {row["id"]: row["name"] for row in self.rows("access_user")}
        self.currency = next(self.rows("organisation_organisation"), {}).get("currency", "")
        self.pipelines = self._titles("pipeline_pipeline")
        self.reasons = self._titles("pipeline_lostreason")
        self._stages()
        self.planned_in = {
            row["id"]: self.stages.get(row["stage_id"], "") for row in self.rows("pipeline_stageactivity")
        }
        criteria = self.rows("pipeline_criterion")
        self._boxes = {row["template"] or f"c{row['id']}": title_of(row) for row in criteria}
        self._into = {
            kind: {row["id"]: row["merged_into_id"] for row in self.rows(name) if row["merged_into_id"]}
            for kind, name in PEOPLE.items()
        }
        self._binned = {
            kind: {row["id"] for row in self.rows(name) if row["deleted_at"]}
            for kind, name in (PEOPLE | {"deal": "pipeline_deal"}).items()
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
        into = self._into.get(kind, {})
        seen: set[str] = set()
        while pk in into and pk not in seen:
            seen.add(pk)
            pk = into[pk]
        return pk

    def is_there(self, kind: str, pk: str) -> bool:
        """Does it come over? What lies in the bin does not."""
        return bool(pk) and self.number(kind, pk) not in self._binned[kind]

    def marked(self, values: Values) -> Values:
        """With the mark of the installation before every number."""
        numbers = {name: said for name, said in values.items() if said and name in NUMBERS}
        parts = {name: said.split() for name, said in numbers.items()}
        return values | {name: " ".join(f"{self.mark}-{one}" for one in said) for name, said in parts.items()}

    def grouped(self, name: str, of: str, *columns: str, order: str = "") -> Grouped:
        """The rows of a table by the record that they belong to, the highest `order` of each first."""
        found = (
            (row[of], row.get(order, ""), *(row[column] for column in columns)) for row in self.rows(name)
        )
        return Grouped(self._folder / f"{name}.sqlite", found, len(columns))

    def amount(self, minor: str, code: str) -> str:
        """As people write it, of what the tables say in the smallest unit."""
        if not minor or code not in CURRENCIES:
            return minor
        return str(Decimal(minor) / CURRENCIES[code].scale)

    def ticks(self, said: str) -> str:
        """The boxes that were ticked, by what they are called, by whom and when."""
        told = [
            {
                "box": box,
                "by": one.get("author") or self.users.get(str(one.get("by")), ""),
                "at": one.get("at", ""),
            }
            for key, one in values_in(said).items()
            if (box := self._boxes.get(key))
        ]
        return json.dumps(told, ensure_ascii=False) if told else ""

    def _titles(self, name: str) -> dict[str, str]:
        return {row["id"]: title_of(row) for row in self.rows(name)}

    def _stages(self) -> None:
        """What stages are called; one that was merged into another, like that."""
        rows = {row["id"]: row for row in self.rows("pipeline_stage")}
        self.stages: dict[str, str] = {}
        self.pipeline_of: dict[str, str] = {}
        for pk in rows:
            now, seen = pk, {pk}
            while (into := rows[now].get("merged_into_id", "")) in rows and into not in seen:
                now = into
                seen.add(now)
            self.stages[pk] = title_of(rows[now])
            self.pipeline_of[pk] = rows[now]["pipeline_id"]


class Grouped:
    """What further rows say of a record, kept outside memory: a hundred thousand people have more ways to reach them."""

    def __init__(self, place: Path, rows: Iterable[tuple[str, ...]], width: int) -> None:
        self._names = [f"c{at}" for at in range(width)]
        self._link = sqlite3.connect(place)
        with closing(self._link.cursor()) as cursor:
            cursor.execute("PRAGMA synchronous=OFF")
            cursor.execute("PRAGMA journal_mode=OFF")
            cursor.execute(f"CREATE TABLE said (record, rank, {', '.join(self._names)})")
            marks = ", ".join("?" * (width + 2))
            cursor.executemany(f"INSERT INTO said VALUES ({marks})", rows)  # noqa: S608 -- no word of others
            cursor.execute("CREATE INDEX by_record ON said (record)")
        self._asks = f"SELECT {', '.join(self._names)} FROM said WHERE record = ? ORDER BY rank DESC, rowid"  # noqa: S608

    def of(self, pk: str) -> list[tuple[Any, ...]]:
        return self._link.execute(self._asks, (pk,)).fetchall()

    def close(self) -> None:
        self._link.close()


def title_of(row: Row) -> str:
    return row["name"] or str(text_of(row["template"]))


def values_in(said: str) -> dict[str, Any]:
    """What a column of several values holds."""
    found = json.loads(said) if said else {}
    return found if isinstance(found, dict) else {}
