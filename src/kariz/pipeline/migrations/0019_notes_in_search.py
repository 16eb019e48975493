"""Deals, people and companies that are there already are found by what is written in their notes from now on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import migrations

from kariz.localisation.text import fold, search_copy_of
from kariz.records.search import tokens

AT_ONCE, NOTED = 500, 2_000
MODELS = {"deal": ("pipeline", "Deal"), "contact": ("people", "Contact"), "company": ("people", "Company")}


def find_by_notes(apps: Any, schema_editor: Any) -> None:
    entries = apps.get_model("records", "SearchEntry").objects
    for kind, model in MODELS.items():
        mark = f" {tokens.kind(kind)}"
        for notes in _parts(apps.get_model(*model)):
            found = list(entries.filter(kind=kind, object_id__in=notes))
            for entry in found:
                said = search_copy_of([fold(notes[entry.object_id][:NOTED])])
                # Before the marks, as the rest of what the record says.
                entry.folded = entry.folded.replace(mark, f" {said}{mark}", 1)
            entries.bulk_update(found, ["folded"])


def _parts(model: Any) -> Iterator[dict[int, str]]:
    """The notes of those that have some, by record, a piece at a time."""
    rows = model.objects.filter(deleted_at=None).exclude(notes="").order_by("pk").values_list("pk", "notes")
    last = 0
    while part := dict(rows.filter(pk__gt=last)[:AT_ONCE]):
        yield part
        last = max(part)


class Migration(migrations.Migration):
    dependencies = [
        ("pipeline", "0018_activities_in_search"),
        ("records", "0011_work_entries"),
        ("people", "0025_spelt_by_ear"),
    ]

    # Entries that hold more than is asked of them do no harm: nothing is to be taken back.
    operations = [migrations.RunPython(find_by_notes, migrations.RunPython.noop)]
