"""The custom fields of one kind of record as their settings page lists them."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q

from .. import subjects
from ..models import CustomField


@dataclass(frozen=True, slots=True)
class Listed:
    """A field and how many records hold a value of it."""

    field: CustomField
    held: int


def listed(subject: str) -> tuple[list[Listed], list[Listed]]:
    """The fields in use in their order, and those that were removed: two queries."""
    fields = list(CustomField.objects.filter(subject=subject).order_by("position", "id"))
    counts = _counts(subject, fields) if fields else {}
    rows = [Listed(one, counts[one.key]) for one in fields]
    return [row for row in rows if not row.field.removed_at], [row for row in rows if row.field.removed_at]


def _counts(subject: str, fields: list[CustomField]) -> dict[str, int]:
    rows = subjects.model_of(subject)._default_manager.filter(deleted_at=None)
    asked = {
        f"held_{place}": Count("pk", filter=Q(custom__has_key=one.key)) for place, one in enumerate(fields)
    }
    found = rows.aggregate(**asked)
    return {one.key: found[f"held_{place}"] for place, one in enumerate(fields)}
