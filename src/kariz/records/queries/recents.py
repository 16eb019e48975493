"""What a person opened lately."""

from __future__ import annotations

from typing import Any

from kariz.access.queries.visibility import scope_q
from kariz.web.prepared import Prepared

from ..models import RecentRecord, SearchEntry

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


def entries(user: Any, most: int) -> list[SearchEntry]:
    """The records opened last that the user may still see, as search shows them; two statements."""
    order = order_of(user)
    found = [one for one in of_keys(order, user) if (one.kind, one.object_id) in order]
    return sorted(found, key=lambda one: order[one.kind, one.object_id])[:most]


def of_keys(keys: Any, user: Any) -> list[SearchEntry]:
    """The entries of these (kind, id) that the user may see."""
    by_kind: dict[str, list[int]] = {}
    for kind, pk in keys:
        by_kind.setdefault(kind, []).append(pk)
    found: list[SearchEntry] = []
    if not by_kind:
        return found
    seen = SearchEntry.objects.filter(scope_q(user, "see", "owner_id"))
    ways = [seen.filter(kind=kind, object_id__in=ids) for kind, ids in by_kind.items()]
    return list(ways[0].union(*ways[1:], all=True)) if len(ways) > 1 else list(ways[0])
