"""People and companies are found by their numbers in other systems, once these are written down."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kariz.people.models import Company, Contact
from kariz.records.search import index


def renew(linked: Mapping[str, set[int]]) -> None:
    """Search entries of a chunk's records that have a number now; a deal has its number itself."""
    rows: dict[str, Any] = {
        "contact": Contact.objects.select_related("company").prefetch_related("points"),
        "company": Company.objects.all(),
    }
    for kind, records in rows.items():
        if ids := linked.get(kind):
            index.put(kind, records.filter(pk__in=ids, deleted_at=None))
