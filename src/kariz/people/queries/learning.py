"""What the customers that were won have in common: proposals for the parts of a profile, with the counts behind them.

A value counts when it is more frequent among the won than among all whose value is known (its lift). With few customers
chance looks like a pattern: then the counts are shown and nothing is proposed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Min, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from kariz.access.models import User
from kariz.rules.fields import all_of

from .. import registry
from ..models import SUBJECTS, Profile, Weight
from .fit import MODELS

ENOUGH = 10
"""Won customers under which nothing is proposed."""
OFTEN = 3
"""A value that fewer of them have is an accident."""
LIFT, HIGH_LIFT = 1.3, 2.5
VALUES_SHOWN = 5
TEXTS: dict[str, dict[str, str]] = {
    Profile.Kind.COMPANY: {"industry": "industry_folded", "city": "city_folded", "source": "source"},
    Profile.Kind.CONTACT: {"position": "position_folded", "role": "role", "channel": "channel"},
}
"""Fields of rules and the columns by which equal values are put together."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One value, or span, of a field: how many of the won and of all have it, of those whose value is known."""

    value: Any
    shown: str
    won: int
    won_known: int
    total: int
    total_known: int

    @property
    def lift(self) -> float:
        if not (self.won and self.total):
            return 0.0
        return (self.won / self.won_known) / (self.total / self.total_known)

    @property
    def telling(self) -> bool:
        return self.won >= OFTEN and self.lift >= LIFT


@dataclass(frozen=True, slots=True)
class Learned:
    """What was found in one field, and the part that it proposes, if any."""

    field: str
    label: str
    found: list[Finding]
    part: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class Lesson:
    """`enough` says whether there are customers enough to propose anything."""

    won: int
    total: int
    fields: list[Learned]

    @property
    def enough(self) -> bool:
        return self.won >= ENOUGH

    @property
    def parts(self) -> list[dict[str, Any]]:
        return [one.part for one in self.fields if one.part is not None]


def learn(kind: str, *, by: User) -> Lesson:
    """What the won customers that `by` may see have in common, in at most eight queries."""
    rows = MODELS[kind].objects.visible_to(by)
    won = Q(pk__in=registry.customers(kind))
    counts = rows.aggregate(total=Count("pk"), won=Count("pk", filter=won))
    enough = counts["won"] >= ENOUGH
    fields = [_text(kind, name, column, rows, won, enough) for name, column in TEXTS[kind].items()]
    if kind == Profile.Kind.COMPANY:
        fields.append(_size(rows, won, enough))
    return Lesson(counts["won"], counts["total"], [one for one in fields if one.found])


def _text(kind: str, name: str, column: str, rows: QuerySet[Any], won: Q, enough: bool) -> Learned:
    field = all_of(SUBJECTS[kind])[name]
    known = rows.exclude(**{column: ""}).exclude(**{f"{column}__in": list(field.unknown)})
    sums = known.aggregate(total=Count("pk"), won=Count("pk", filter=won))
    groups = (
        known.order_by()
        .values(column)
        .annotate(total=Count("pk"), won=Count("pk", filter=won), typed=Min(name))
    )
    labels = dict(field.options() or ())
    found = [
        Finding(
            row["typed"],
            str(labels.get(row["typed"], row["typed"])),
            row["won"],
            sums["won"],
            row["total"],
            sums["total"],
        )
        for row in groups.filter(won__gt=0).order_by("-won", "total")[:VALUES_SHOWN]
    ]
    telling = [one for one in found if one.telling] if enough else []
    rule = {"field": name, "op": "in", "value": [one.value for one in telling]}
    return Learned(name, str(field.label), found, _proposed(rule, telling))


def _size(rows: QuerySet[Any], won: Q, enough: bool) -> Learned:
    """From the tenth to the ninetieth in a hundred of the won, by size."""
    known = rows.exclude(size=None)
    sizes = known.filter(won).order_by("size").values_list("size", flat=True)
    count = sizes.count()
    if not count:
        return Learned("size", "", [], None)
    low, high = sizes[count // 10], sizes[count - 1 - count // 10]
    sums = known.aggregate(total=Count("pk"), within=Count("pk", filter=Q(size__range=(low, high))))
    within = sizes.filter(size__range=(low, high)).count()
    found = Finding([low, high], "", within, count, sums["within"], sums["total"])
    rule = {"field": "size", "op": "between", "value": [low, high]}
    telling = [found] if enough and found.telling else []
    return Learned("size", str(_("size")), [found], _proposed(rule, telling))


def _proposed(rule: dict[str, Any], telling: Sequence[Finding]) -> dict[str, Any] | None:
    if not telling:
        return None
    high = max(one.lift for one in telling) >= HIGH_LIFT
    return {"name": "", "weight": (Weight.IMPORTANT if high else Weight.NICE).value, "rule": rule}
