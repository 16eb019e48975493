"""For the migrations that made the tables of kept values: those of records that were written before there were any.

What a value looks like in a table is written out here as it was on that day: the columns and types of today's `kept`
may be others by the time somebody upgrades."""

from __future__ import annotations

from datetime import date
from typing import Any

from kariz.localisation.text import fold, sort_key

CHUNK = 1000
COLUMNS = {
    "text": "text",
    "link": "text",
    "phone": "text",
    "choice": "choice",
    "choices": "choice",
    "number": "number",
    "money": "whole",
    "person": "whole",
    "date": "day",
    "boolean": "truth",
}


def fill(apps: Any, area: str, subject: str) -> None:
    """Fill the table of `subject` out of the `custom` of its records, a thousand at a time."""
    fields = {
        one.key: one for one in apps.get_model("records", "CustomField").objects.filter(subject=subject)
    }
    if not fields:
        return
    record, value = (apps.get_model(area, name) for name in (subject, f"{subject}Value"))
    rows = record.objects.exclude(custom={}).order_by("pk").values_list("pk", "custom")
    found = list(rows[:CHUNK])
    while found:
        value.objects.bulk_create(
            [
                value(record_id=pk, key=key, **row)
                for pk, custom in found
                for key, one in custom.items()
                if key in fields and one is not None
                for row in _rows(fields[key].type, one)
            ]
        )
        found = list(rows.filter(pk__gt=found[-1][0])[:CHUNK])


def _rows(type: str, value: Any) -> list[dict[str, Any]]:
    column = COLUMNS[type]
    if column == "text":
        return [{"text": fold(value), "sort": sort_key(value)}]
    if isinstance(value, list):
        return [{column: one} for one in value]
    return [{column: date.fromisoformat(value) if column == "day" else value}]
