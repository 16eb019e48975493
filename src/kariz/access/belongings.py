"""What people have in the areas above: these tell how it is counted and given to somebody else."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet

from kariz.web.changes import Outcome


@dataclass(frozen=True, slots=True)
class Belongings:
    """Records of one kind with an `owner`. `give` hands up to 300 of them to another user through the kind's action,
    and says of each what came of it; `counted` words a number of them."""

    kind: str
    rows: Callable[[], QuerySet[Any]]
    give: Callable[[Sequence[Any], Any, Any], list[Outcome]]
    counted: Callable[[int], str]


_kinds: dict[str, Belongings] = {}


def register(kind: Belongings) -> None:
    _kinds[kind.kind] = kind


def kinds() -> list[Belongings]:
    return list(_kinds.values())


def counts_of(ids: Sequence[int]) -> dict[int, dict[str, int]]:
    """{user: {kind: records}}, one query a kind."""
    found: dict[int, dict[str, int]] = {pk: {} for pk in ids}
    for kind in kinds() if ids else ():
        rows = kind.rows().filter(owner__in=ids).order_by().values_list("owner_id")
        for owner, count in rows.annotate(n=Count("pk")):
            found[owner][kind.kind] = count
    return found


def told(counts: dict[str, int]) -> list[str]:
    """["70 deals", "12 companies"]"""
    return [kind.counted(counts[kind.kind]) for kind in kinds() if counts.get(kind.kind)]
