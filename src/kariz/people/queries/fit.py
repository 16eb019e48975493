"""How well many records match the profiles, in SQL; and one record, part by part, in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import add, or_
from typing import Any

from django.db.models import Case, Expression, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Greatest

from kariz.rules.compile import to_q
from kariz.rules.conditions import Rule, conditions_in
from kariz.rules.explain import Explanation, explain
from kariz.rules.fields import all_of
from kariz.rules.operators import IS_EMPTY, IS_NOT_EMPTY, Type
from kariz.rules.sentence import sentence

from ..models import SUBJECTS, Band, Company, Contact, Profile
from ..rules.fit import (
    PARTIAL,
    RANKS,
    STRONG,
    Match,
    Part,
    State,
    best,
    match_of,
    parts_of,
    state_of,
    tally,
    total_of,
)

MODELS: dict[str, Any] = {"contact": Contact, "company": Company}
_ALWAYS = ~Q(pk__in=[])
_DATED = (Type.DATE, Type.DATETIME, Type.AGE)


@dataclass(frozen=True, slots=True)
class Criteria:
    """One profile with its parts read."""

    profile: Profile
    parts: list[Part]

    @property
    def total(self) -> int:
        return total_of(self.parts)


@dataclass(frozen=True, slots=True)
class PartShown:
    """One part on one record: `text` says what is asked, `found` why it is so, in the current language."""

    part: Part
    state: State
    text: str
    found: Explanation | None

    @property
    def actual(self) -> str:
        """What the record says, where the part is a single question."""
        return self.found.actual_text if self.found and self.found.kind == "condition" else ""


@dataclass(frozen=True, slots=True)
class Shown:
    """One profile on one record."""

    profile: Profile
    match: Match
    parts: list[PartShown]

    @property
    def ruled_out(self) -> bool:
        """A must is missing, or a must-not is there."""
        return any(one.part.breaks and one.state == "failed" for one in self.parts)


def profiles(kind: str) -> list[Criteria]:
    """The profiles in use, with their parts read, in their order."""
    rows = Profile.objects.filter(kind=kind, retired_at=None).order_by("position", "id")
    return criteria(rows)


def criteria(rows: Iterable[Profile]) -> list[Criteria]:
    """The profiles that ask anything."""
    read = [Criteria(profile, parts_of(profile)) for profile in rows]
    return [one for one in read if one.parts]


def judged(rows: QuerySet[Any], asked: Sequence[Criteria]) -> QuerySet[Any]:
    """The rows with `met_0`, `failed_0`, `broken_0` … for the profiles `asked`, in their order."""
    made: dict[str, Expression] = {}
    for place, one in enumerate(asked):
        subject = one.profile.subject
        made[f"met_{place}"] = _points(one.parts, [part.met for part in one.parts], subject)
        made[f"failed_{place}"] = _points(one.parts, [part.failed for part in one.parts], subject)
        made[f"broken_{place}"] = _broken(one.parts, subject)
    return rows.annotate(**made)


def columns(asked: Sequence[Criteria]) -> list[str]:
    """What `judged` adds, to be read as values."""
    return [f"{name}_{place}" for place in range(len(asked)) for name in ("met", "failed", "broken")]


def best_of(asked: Sequence[Criteria], values: Sequence[int]) -> Match | None:
    """The best match out of the values of `columns`."""
    found = []
    for place, one in enumerate(asked):
        met, failed, broken = values[place * 3 : place * 3 + 3]
        found.append(tally(one.profile.pk, one.total, met, failed, bool(broken)))
    return best(found)


def ranked(rows: QuerySet[Any], asked: Sequence[Criteria]) -> QuerySet[Any]:
    """The rows with `fit_rank`: the place of their band in `RANKS`, -1 where no profile asks anything."""
    if not asked:
        return rows.annotate(fit_rank=Value(-1, IntegerField()))
    rows = judged(rows, asked)
    ranks = {f"rank_{place}": _rank(place, one.total) for place, one in enumerate(asked)}
    rows = rows.annotate(**ranks)
    names = [F(name) for name in ranks]
    return rows.annotate(fit_rank=Greatest(*names) if len(names) > 1 else names[0])


def _rank(place: int, total: int) -> Case:
    """The band of one profile, by points instead of percents: the same without a division."""
    strong, partial = (-(-percent * total // 100) for percent in (STRONG, PARTIAL))
    return Case(
        When(**{f"broken_{place}": 1}, then=Value(RANKS.index(Band.WEAK))),
        When(**{f"met_{place}__gte": strong}, then=Value(RANKS.index(Band.STRONG))),
        When(**{f"met_{place}__gte": partial}, then=Value(RANKS.index(Band.PARTIAL))),
        When(**{f"failed_{place}__lte": total - partial}, then=Value(RANKS.index(Band.UNKNOWN))),
        default=Value(RANKS.index(Band.WEAK)),
        output_field=IntegerField(),
    )


def _points(parts: Sequence[Part], rules: Sequence[Rule | None], subject: str) -> Expression:
    cases = [
        Case(
            When(_condition(rule, subject), then=Value(part.points)),
            default=Value(0),
            output_field=IntegerField(),
        )
        for part, rule in zip(parts, rules, strict=True)
        if rule is not None
    ]
    return reduce(add, cases, Value(0, IntegerField()))


def _broken(parts: Sequence[Part], subject: str) -> Case:
    breaking = [_condition(part.failed, subject) for part in parts if part.breaks and part.failed is not None]
    whens = [When(reduce(or_, breaking), then=Value(1))] if breaking else []
    return Case(*whens, default=Value(0), output_field=IntegerField())


def _condition(rule: Rule, subject: str) -> Q:
    return to_q(rule, subject=subject) or _ALWAYS


def shown(kind: str, record: Any, asked: Sequence[Criteria] | None = None) -> list[Shown]:
    """Every profile on one record with its reasons, the best first; asked of the record as it is now."""
    found = [_shown(one, record) for one in (profiles(kind) if asked is None else asked)]
    first = best([one.match for one in found])
    return sorted(found, key=lambda one: (one.match is not first, -one.match.score))


def match(kind: str, record: Any) -> Match | None:
    """The best match of one record as it is now, without words."""
    found = []
    for one in profiles(kind):
        states = [state_of(part, record, subject=one.profile.subject) for part in one.parts]
        found.append(match_of(one.profile, one.parts, states))
    return best(found)


def _shown(one: Criteria, record: Any) -> Shown:
    subject = one.profile.subject
    parts = [_part(part, record, subject) for part in one.parts]
    return Shown(one.profile, match_of(one.profile, one.parts, [part.state for part in parts]), parts)


def _part(part: Part, record: Any, subject: str) -> PartShown:
    if part.rule is None:
        return PartShown(part, "unknown", part.name, None)
    return PartShown(
        part,
        state_of(part, record, subject=subject),
        part.name or sentence(part.rule, subject=subject),
        explain(part.rule, record, subject=subject),
    )


def open_fields(one: PartShown, record: Any, kind: str) -> list[str]:
    """The fields whose answer an unknown part waits for, as the rules name them."""
    if one.part.rule is None or one.state != "unknown":
        return []
    subject, names = SUBJECTS[kind], []
    for asked in conditions_in(one.part.rule):
        if asked.op in (IS_EMPTY, IS_NOT_EMPTY) or asked.field in names:
            continue
        field = all_of(subject)[asked.field]
        if not [value for value in field.values_of(record) if value not in field.unknown]:
            names.append(asked.field)
    return names


def changes_by_itself(asked: Iterable[Criteria]) -> bool:
    """Does any part ask about days, so that its answer changes without anybody's doing?"""
    for one in asked:
        known = all_of(one.profile.subject)
        for part in one.parts:
            if part.rule and any(known[c.field].type in _DATED for c in conditions_in(part.rule)):
                return True
    return False
