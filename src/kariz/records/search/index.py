"""Keep the search entries in step with the records, in the same transaction as the change."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from kariz.localisation.text import fold, search_copy
from kariz.web import bulk

from ..models import SearchEntry
from . import registry


def put(kind: str, records: Iterable[Model], *, new: bool = False) -> None:
    """Add the records or renew their entries: two statements for 500, one for records that are `new`."""
    describe = registry.kind(kind).describe
    now = timezone.now()
    rows = []
    for record in records:
        entry = describe(record)
        rows.append(
            {
                "kind": kind,
                "object_id": record.pk,
                "title": entry.title[:300],
                "title_folded": fold(entry.title)[:300],
                "subtitle": entry.subtitle[:300],
                "folded": search_copy(entry.title, entry.subtitle, *entry.text.splitlines()),
                "url": entry.url,
                "owner_id": entry.owner_id,
                "updated_at": now,
            }
        )
    # A renewed entry is a new row: its id says how recent it is, so the newest matches come first without a sort.
    with transaction.atomic():
        if not new:
            remove(kind, [row["object_id"] for row in rows])
        bulk.insert_values(SearchEntry, rows)


def remove(kind: str, ids: Iterable[int]) -> None:
    """Forget the records of these ids."""
    SearchEntry.objects.filter(kind=kind, object_id__in=list(ids)).delete()
