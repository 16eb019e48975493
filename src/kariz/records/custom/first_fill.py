"""For migrations: the kept values of records that were written before there were any."""

from __future__ import annotations

from typing import Any

from . import kept

CHUNK = 1000


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
                for row in kept.rows(fields[key], one)
            ]
        )
        found = list(rows.filter(pk__gt=found[-1][0])[:CHUNK])
