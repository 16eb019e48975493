"""What a change of the profiles would do to the matches of all records, before it is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Case, Count, IntegerField, Value, When

from kariz.access.models import User
from kariz.records.custom import definitions

from ..models import Band, Profile
from ..rules.fit import RANKS
from .fit import MODELS, Criteria, criteria, profiles, ranked

EXAMPLES = 3
PAIRS_SHOWN = 8
NONE = -1
"""The rank of a record that no profile judges."""


@dataclass(frozen=True, slots=True)
class Move:
    """So many records go from one band to another; "" where no profile judges."""

    before: str
    after: str
    count: int
    examples: list[Any] = field(default_factory=list)

    @property
    def up(self) -> bool:
        return _rank_of(self.after) > _rank_of(self.before)

    @property
    def before_label(self) -> str:
        return _label(self.before)

    @property
    def after_label(self) -> str:
        return _label(self.after)


@dataclass(frozen=True, slots=True)
class Preview:
    """`bands` counts the records by what they would be, the best first."""

    total: int
    moves: list[Move]
    bands: list[tuple[str, str, int]]

    @property
    def moved(self) -> int:
        return sum(move.count for move in self.moves)


@definitions.kept()
def preview(
    *, by: User, kind: str, parts: Sequence[dict[str, Any]] | None, profile_id: int | None = None
) -> Preview:
    """What becomes of the records that `by` may see when a profile gets these parts (as they are kept).

    `profile_id` is the one that is changed, None a new one; without `parts` it is retired. At most ten queries.
    """
    asked = [one for one in profiles(kind) if one.profile.pk != profile_id]
    rows = ranked(MODELS[kind].objects.visible_to(by), _with_draft(asked, kind, parts)).annotate(
        rank_before=_rank_before()
    )
    counts = rows.order_by().values("rank_before", "fit_rank").annotate(count=Count("pk")).order_by("-count")
    found = [(_band(row["rank_before"]), _band(row["fit_rank"]), row["count"]) for row in counts]
    moved = [one for one in found if one[0] != one[1]]
    moves = [Move(*one, _examples(rows, one[0], one[1])) for one in moved[:PAIRS_SHOWN]]
    moves += [Move(*one) for one in moved[PAIRS_SHOWN:]]
    return Preview(sum(one[2] for one in found), moves, _bands(found))


def _with_draft(asked: list[Criteria], kind: str, parts: Sequence[dict[str, Any]] | None) -> list[Criteria]:
    if parts is None:
        return asked
    return [*asked, *criteria([Profile(kind=kind, name="-", parts=list(parts))])]


def _rank_before() -> Case:
    whens = [When(fit_band=band.value, then=Value(rank)) for rank, band in enumerate(RANKS)]
    return Case(*whens, default=Value(NONE), output_field=IntegerField())


def _band(rank: int) -> str:
    return RANKS[rank].value if rank >= 0 else ""


def _rank_of(band: str) -> int:
    return RANKS.index(Band(band)) if band else NONE


def _label(band: str) -> str:
    return str(Band(band).label) if band else ""


def _examples(rows: Any, before: str, after: str) -> list[Any]:
    going = rows.filter(rank_before=_rank_of(before), fit_rank=_rank_of(after))
    return list(going.only("pk", "name").order_by("-updated_at")[:EXAMPLES])


def _bands(found: Sequence[tuple[str, str, int]]) -> list[tuple[str, str, int]]:
    sums = {band.value: 0 for band in reversed(RANKS)}
    for _before, after, count in found:
        if after:
            sums[after] += count
    return [(band, _label(band), count) for band, count in sums.items()]
