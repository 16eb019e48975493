"""People and companies of which an import that stands speaks, though it did not bring them."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import QuerySet

from kariz.exchange.models import ExternalRef, Import, ImportRow

BACK = (Import.Phase.TAKING_BACK, Import.Phase.TAKEN_BACK)
FOUND = "exchange_importrow.action IN ('skipped', 'updated')"
"""As the index of such rows says it: with parameters SQLite would go through all rows."""


def spoken_of(kind: str, ids: Collection[int], one: Import) -> dict[int, str]:
    """{id: name of the import} of those that a row, or a number, of another import than `one` and its set found here."""
    if not ids:
        return {}
    rows = found(kind).filter(result_id__in=ids)
    refs = ExternalRef.objects.filter(record_kind=kind, record_id__in=ids)
    return dict(_standing(refs, one).values_list("record_id", "of__name")) | dict(
        _standing(rows, one).values_list("result_id", "of__name")
    )


def found(kind: str) -> QuerySet[ImportRow]:
    """Rows whose company, or person, was there."""
    return ImportRow.objects.filter(result_kind=kind).extra(where=[FOUND])  # noqa: S610 -- no word of others


def _standing(rows: QuerySet[Any], one: Import) -> QuerySet[Any]:
    own = {"of": one} if one.part_of_id is None else {"of__part_of": one.part_of_id}
    return rows.exclude(of=None).exclude(of__phase__in=BACK).exclude(**own).order_by("-of", "-pk")
