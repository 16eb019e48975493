"""What the folder of a whole export says of itself: a table schema for programs, a text for people."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models

from kariz.localisation.currencies import CURRENCIES

NAME = "kariz"
ABOUT = "datapackage.json"
FILES = "files"
"""The folder of the files that are on records."""
LONGEST = 4 << 20
"""Bytes of a description that is read."""
READ_BACK = (
    *("access_user", "organisation_organisation", "people_", "pipeline_"),
    *("records_comment", "records_customfield", "records_file"),
)
"""Beginnings of the names of tables of which another installation makes lists."""
TYPES: tuple[tuple[type[models.Field[Any, Any]], str], ...] = (
    (models.JSONField, "object"),
    (models.BooleanField, "boolean"),
    (models.DateTimeField, "datetime"),
    (models.DateField, "date"),
    (models.TimeField, "time"),
    (models.DecimalField, "number"),
    (models.FloatField, "number"),
    (models.IntegerField, "integer"),
)


@dataclass(frozen=True, slots=True)
class Written:
    """One table that was written."""

    name: str
    label: str
    fields: Sequence[models.Field[Any, Any]]
    rows: int
    size: int
    sha256: str


def is_one(packed: zipfile.ZipFile) -> bool:
    """Is the archive a whole export, by what it says of itself?"""
    if ABOUT not in packed.namelist() or packed.getinfo(ABOUT).file_size > LONGEST:
        return False
    with packed.open(ABOUT) as about:
        try:
            said = json.loads(about.read(LONGEST))
        except (ValueError, RecursionError):
            return False
    return isinstance(said, dict) and said.get("name") == NAME


def type_of(field: models.Field[Any, Any]) -> str:
    """The type of a column in the words of a table schema."""
    target: Any = getattr(field, "target_field", field)
    return next((name for kind, name in TYPES if isinstance(target, kind)), "string")


def datapackage(
    tables: Sequence[Written], *, made_at: str, version: str, company: str, currency: str
) -> dict[str, Any]:
    """The content of datapackage.json. `tables` in the order in which they were written."""
    names = {table.name for table in tables}
    return {
        "profile": "tabular-data-package",
        "name": NAME,
        "title": f"Kariz – {company}",
        "version": version,
        "created": made_at,
        "currency": currency,
        "resources": [_resource(table, names) for table in tables],
    }


def _resource(table: Written, names: set[str]) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [_field(field) for field in table.fields],
        "missingValues": [""],
    }
    key = next((field.attname for field in table.fields if field.primary_key), "")
    if key:
        schema["primaryKey"] = key
    if links := [link for field in table.fields if (link := _link(field, table.name, names))]:
        schema["foreignKeys"] = links
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "title": table.label,
        "path": f"{table.name}.csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "quoteChar": '"', "doubleQuote": True, "header": True},
        "rows": table.rows,
        "bytes": table.size,
        "hash": f"sha256:{table.sha256}",
        "schema": schema,
    }


def _field(field: models.Field[Any, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {"name": field.attname, "type": type_of(field), "title": str(field.verbose_name)}
    if field.choices:
        found["constraints"] = {"enum": [value for value, _label in field.flatchoices if value != ""]}
    return found


def _link(field: models.Field[Any, Any], own: str, names: set[str]) -> dict[str, Any] | None:
    if not field.is_relation or field.related_model in (None, "self"):
        return None
    model: Any = field.related_model
    name = table_name(model)
    if name not in names:
        return None
    reference = {"resource": "" if name == own else name, "fields": model._meta.pk.attname}
    return {"fields": field.attname, "reference": reference}


def table_name(model: Any) -> str:
    """The name of a table in the package: "people_company"."""
    return str(model._meta.label_lower).replace(".", "_")


README = """# {company} – Kariz {version}, {made_at}

این پوشه همهٔ داده‌های این نصب کاریز است، جدول‌به‌جدول، در فایل‌های CSV (UTF-8).
This folder holds all data of this installation of Kariz, table by table, as CSV files (UTF-8).

- `datapackage.json`: هر جدول، ستون‌ها، نوع‌ها، پیوندها، شمار ردیف‌ها و هش هر فایل
  (every table, its columns, types and links, the number of rows and the hash of each file; the format is
  the open "Tabular Data Package").
- `files/`: پیوست‌ها؛ نام هر کدام در ستون `stored` جدول `records_file` است
  (attachments, each under the name in column `stored` of `records_file`).
- زمان‌ها به UTC است و خانهٔ خالی یعنی «نامعلوم» (times are UTC, an empty cell means "not known").
- مبلغ‌ها عدد صحیح و به کوچک‌ترین جزء واحد پول‌اند که ستون `currency` کنارشان می‌گوید: IRR یعنی ریال (نه تومان) و USD
  یعنی سنت؛ مبلغ‌های بی‌`currency`، مثل فیلدهای دلخواه، به {unit} است
  (amounts are whole numbers of the smallest unit of the currency that the column `currency` beside them names: IRR
  means rials, never toman, USD means cents; amounts without one, as in custom fields, are in {unit_en}).
- متنی که با `=`، `+`، `-`، `@` آغاز شود یک `'` پیش از خود دارد تا اکسل آن را فرمول نگیرد
  (a text that begins with one of those has a `'` before it, so that no spreadsheet runs it; take it off).
- گذرواژه‌ها، توکن‌ها و کلیدها در این پوشه نیست
  (passwords, tokens and keys are not in this folder).

| table | rows |
| --- | --- |
{lines}
"""


def readme(tables: Sequence[Written], *, made_at: str, version: str, company: str, currency: str) -> str:
    """The content of README.md; `currency` is the company's."""
    lines = "\n".join(f"| {table.name} | {table.rows} |" for table in tables)
    unit, unit_en = _smallest(currency)
    return README.format(
        company=company, version=version, made_at=made_at, lines=lines, unit=unit, unit_en=unit_en
    )


def _smallest(currency: str) -> tuple[str, str]:
    """What the smallest unit of a currency is called, in both languages: cents of the euro."""
    known = CURRENCIES[currency]
    return (known.cents_fa, known.cents_en) if known.minor else (known.fa, known.en)
