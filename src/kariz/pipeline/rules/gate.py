"""The gate of a stage: which criteria a deal does not meet, evaluated afresh."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from kariz.pipeline.models import Criterion, Policy, Stage
from kariz.pipeline.rules import criteria, whys
from kariz.pipeline.rules.facts import DealFacts


@dataclass(frozen=True, slots=True)
class Unmet:
    """One criterion that a deal does not meet."""

    criterion: Criterion
    stage: Stage
    facts: DealFacts

    @property
    def why(self) -> str:
        """A key of `whys.WHYS`, or empty."""
        return whys.why(self.facts, self.criterion)

    @property
    def policy(self) -> str:
        return self.criterion.policy

    def as_json(self) -> dict[str, Any]:
        kind, why = criteria.kind_named(self.criterion.kind), self.why
        undecided = why == whys.NO_DECIDER
        return {
            "criterion": self.criterion.pk,
            "kind": self.criterion.kind,
            "text": criteria.text_of(self.criterion),
            "policy": self.criterion.policy,
            "stage": self.stage.pk,
            "stage_name": self.stage.title,
            "why": str(whys.WHYS.get(why, "")),
            # Whom to mark is the way on; doing the activity once more would change nothing.
            "fix": "committee" if undecided else kind.fix if kind else "",
            "people": whys.candidates(self.facts, self.criterion) if undecided else [],
            "params": self.criterion.params,
        }


def unmet(facts: DealFacts, stages: Iterable[tuple[Stage, list[Criterion]]]) -> list[Unmet]:
    """What `facts.deal` does not meet in the gates of `stages`, in their order."""
    return [
        Unmet(criterion, stage, facts)
        for stage, own in stages
        for criterion in own
        if not criteria.is_met(facts, criterion)
    ]


def blocking(found: list[Unmet]) -> list[Unmet]:
    return [one for one in found if one.policy == Policy.BLOCK]


def needing_reason(found: list[Unmet]) -> list[Unmet]:
    return [one for one in found if one.policy == Policy.REASON]
