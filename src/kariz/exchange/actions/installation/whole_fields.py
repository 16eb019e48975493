"""The company's own fields in a whole export: what they are there, and their values as people write them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kariz.exchange.actions.installation.whole_tables import Row, Tables, values_in
from kariz.exchange.queries.known.custom import SUBJECTS
from kariz.organisation.queries.current import organisation
from kariz.records.models import CustomType

BETWEEN = "\n"


@dataclass(frozen=True, slots=True)
class OwnField:
    """One of them: its column here, and what it is."""

    column: str
    key: str
    type: str
    labels: Mapping[str, str]
    """{key of a choice: what it is called}"""
    said: dict[str, Any]
    """As the import makes it where there is none: {"label", "type", "options", "help", "required"}."""


def fields_of(tables: Tables, kind: str, table: str) -> list[OwnField]:
    """Those of a list, in their order; fields that were removed are left."""
    subject = SUBJECTS.get(kind)
    rows = [row for row in tables.rows("records_customfield") if row["subject"] == subject]
    rows.sort(key=lambda row: (int(row["position"]), int(row["id"])))
    return [_field(row, tables, table) for row in rows if not row["removed_at"]]


def _field(row: Row, tables: Tables, table: str) -> OwnField:
    options = json.loads(row["options"]) if row["options"] else []
    label, type = row["label"], row["type"]
    if type == CustomType.MONEY and tables.currency != organisation().currency:
        # Twenty dollars are no twenty toman: the field says what its numbers are.
        label, type = f"{label[:70]} ({tables.currency})", CustomType.NUMBER
    said = {
        "label": label,
        "type": str(type),
        "options": [{"label": one["label"], "retired": bool(one.get("retired"))} for one in options],
        "help": row["help"],
        "required": row["required"] == "true",
    }
    labels = {one["key"]: one["label"] for one in options}
    return OwnField(f"{table}.custom.{row['label']}", row["key"], row["type"], labels, said)


def written(fields: list[OwnField], row: Row, tables: Tables) -> Iterator[tuple[str, str]]:
    """(column, value) of what a record says in them."""
    held = values_in(row["custom"]) if fields else {}
    for field in fields:
        if (value := held.get(field.key)) not in (None, "", []):
            yield field.column, _text(field, value, tables)


def _text(field: OwnField, value: Any, tables: Tables) -> str:
    match field.type:
        case CustomType.MONEY:
            return tables.amount(str(value), tables.currency)
        case CustomType.CHOICE:
            return field.labels.get(str(value), "")
        case CustomType.CHOICES:
            return BETWEEN.join(filter(None, (field.labels.get(key, "") for key in value)))
        case CustomType.BOOLEAN:
            return "yes" if value else "no"
        case CustomType.PERSON:
            return tables.users.get(str(value), "")
    return str(value)
