"""What a person opened lately."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from kariz.access.queries.visibility import scope_q
from kariz.web.prepared import Prepared

from ..models import AnyEntry, RecentRecord
from ..search import registry

KEPT = 40
"""Records a person."""


def order_of(user: Any) -> dict[tuple[str, int], int]:
    """(kind, id) → how many others were opened since: 0 is the last."""
    return {(kind, pk): place for place, (kind, pk) in enumerate(_opened(user.pk))}


_opened = Prepared(
    lambda user: (
        RecentRecord.objects.filter(user_id=user)
        .order_by("-at", "-id")
        .values_list("kind", "object_id")[:KEPT]
    )
)


def entries(user: Any, most: int) -> list[AnyEntry]:
    """The records opened last that the user may still see, as search shows them; a statement for each table of entries
    beside the one that asks which."""
    order = order_of(user)
    found = [one for one in of_keys(order, user) if (one.kind, one.object_id) in order]
    return sorted(found, key=lambda one: order[one.kind, one.object_id])[:most]


def of_keys(keys: Any, user: Any) -> list[AnyEntry]:
    """The entries of these (kind, id) that the user may see."""
    by_kind: dict[str, list[int]] = {}
    for kind, pk in keys:
        by_kind.setdefault(kind, []).append(pk)
    tables: dict[type[AnyEntry], list[QuerySet[Any]]] = {}
    for kind, ids in by_kind.items():
        table = registry.entries_of(kind)
        seen = table._default_manager.filter(scope_q(user, "see", "owner_id"))
        tables.setdefault(table, []).append(seen.filter(kind=kind, object_id__in=ids))
    found: list[AnyEntry] = []
    for first, *others in tables.values():
        found += first.union(*others, all=True) if others else first
    return found
