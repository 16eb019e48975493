"""How well a record matches profiles: points of parts met, failed and unknown become a match."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from kariz.rules.certainty import surely, surely_not
from kariz.rules.conditions import Rule, parse
from kariz.rules.errors import RuleError
from kariz.rules.explain import is_met

from ..models import Band, Profile, Weight

POINTS = {Weight.MUST: 4, Weight.IMPORTANT: 2, Weight.NICE: 1, Weight.MUST_NOT: 4}
STRONG, PARTIAL = 70, 40
"""From so many percent on a match is strong, or partial."""
RULED_OUT = PARTIAL - 1
"""What breaks a must, or meets a must-not, never comes higher."""
RANKS = (Band.WEAK, Band.UNKNOWN, Band.PARTIAL, Band.STRONG)
State = Literal["met", "failed", "unknown"]


@dataclass(frozen=True, slots=True)
class Part:
    """One part, ready to judge. Without rules (its field was removed) nothing is known about it."""

    number: int
    name: str
    weight: str
    rule: Rule | None
    met: Rule | None
    failed: Rule | None

    @property
    def points(self) -> int:
        return POINTS[Weight(self.weight)]

    @property
    def breaks(self) -> bool:
        """Does failing it rule a record out?"""
        return self.weight in (Weight.MUST, Weight.MUST_NOT)


@dataclass(frozen=True, slots=True)
class Match:
    """`score`: share of the points surely met; `possible`: what it can become; `known`: share decided; percents."""

    profile_id: int
    score: int
    possible: int
    known: int

    @property
    def band(self) -> Band:
        if self.score >= STRONG:
            return Band.STRONG
        if self.score >= PARTIAL:
            return Band.PARTIAL
        return Band.UNKNOWN if self.possible >= PARTIAL else Band.WEAK


def parts_of(profile: Profile) -> list[Part]:
    """The parts of a profile as rules."""
    return [_part(number, kept, profile.subject) for number, kept in enumerate(profile.parts)]


def _part(number: int, kept: dict[str, Any], subject: str) -> Part:
    weight, name = str(kept["weight"]), str(kept.get("name", ""))
    try:
        rule = parse(kept["rule"], subject=subject)
        met, failed = surely(rule, subject=subject), surely_not(rule, subject=subject)
    except RuleError:
        return Part(number, name, weight, None, None, None)
    if weight == Weight.MUST_NOT:
        met, failed = failed, met
    return Part(number, name, weight, rule, met, failed)


def total_of(parts: Iterable[Part]) -> int:
    return sum(part.points for part in parts)


def tally(profile_id: int, total: int, met: int, failed: int, broken: bool) -> Match:
    """The match of points `met` and `failed` of `total`."""
    most = RULED_OUT if broken else 100
    return Match(
        profile_id,
        min(met * 100 // total, most),
        min((total - failed) * 100 // total, most),
        (met + failed) * 100 // total,
    )


def best(matches: Sequence[Match]) -> Match | None:
    """The best of them, the first among equals."""
    order = [(RANKS.index(one.band), one.score, one.known, -place) for place, one in enumerate(matches)]
    return matches[-max(order)[3]] if order else None


def state_of(part: Part, record: Any, *, subject: str, today: date | None = None) -> State:
    """What is known of one part on one record."""
    if part.met is None or part.failed is None:
        return "unknown"
    if is_met(part.met, record, subject=subject, today=today):
        return "met"
    return "failed" if is_met(part.failed, record, subject=subject, today=today) else "unknown"


def match_of(profile: Profile, parts: Sequence[Part], states: Sequence[State]) -> Match:
    """The match that these states of the parts come to."""
    by_state = list(zip(parts, states, strict=True))
    return tally(
        profile.pk,
        total_of(parts),
        sum(part.points for part, state in by_state if state == "met"),
        sum(part.points for part, state in by_state if state == "failed"),
        any(part.breaks and state == "failed" for part, state in by_state),
    )
