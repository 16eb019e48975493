"""What becomes of the rows of a page of proposals when two records of it are merged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from kariz.access.models import User

from ..models import DuplicatePair
from .alike import MODELS
from .duplicates import Shown, proposals, shown

MOST = 100
"""More rows than these about one record no page shows."""


@dataclass(slots=True)
class After:
    """`gone`: ids of proposals that name a merged record; `standing`: those of the survivor, each with the id of the
    proposal in whose row it belongs, which may be its own."""

    gone: list[int] = field(default_factory=list)
    standing: list[tuple[Shown, int]] = field(default_factory=list)


def after_merge(
    kind: str, survivor: int, moved: Mapping[str, Any], others: Sequence[int], user: User
) -> After:
    """`moved`: what the event of the merge says of it. A fixed number of queries."""
    about = DuplicatePair.objects.filter(kind=kind, state=DuplicatePair.State.PROPOSED)
    dead = about.filter(Q(first_id__in=others) | Q(second_id__in=others)).order_by("-score", "pk")[:MOST]
    rows = {pair.pk: pair.first_id if pair.second_id in others else pair.second_id for pair in dead}
    in_use = MODELS[kind].objects.filter(pk__in=set(rows.values()), deleted_at=None)
    alive = set(in_use.values_list("pk", flat=True))
    rows = {row: other for row, other in rows.items() if other in alive}
    made = set(moved.get("pairs", {}).get("inherited", ()))
    of_survivor = proposals(user, kind).filter(Q(first_id=survivor) | Q(second_id=survivor))
    found = After()
    for one in shown(of_survivor.order_by("-score", "pk")[:MOST], user):
        left = next(pk for pk in one.pair.ids if pk != survivor)
        place = next((row for row, other in rows.items() if other == left), None)
        if one.pair.pk not in made:
            found.standing.append((one, one.pair.pk))
        elif place is not None:
            del rows[place]
            found.standing.append((one, place))
    found.gone = list(rows)
    return found
