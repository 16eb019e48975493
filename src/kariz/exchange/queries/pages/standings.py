"""How many deals of lists are open, won, lost or rest, and what each of these come to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from kariz.pipeline.models import Outcome


@dataclass(frozen=True, slots=True)
class Standing:
    """Deals of one outcome: how many, and their sums as (currency, minor units)."""

    outcome: str
    label: str
    deals: int
    amounts: Sequence[tuple[str, int]]


@dataclass(slots=True)
class Standings:
    """`deals` are {outcome: how many}, `sums` {(outcome, currency): minor units}."""

    deals: Counter[str] = field(default_factory=Counter)
    sums: Counter[tuple[str, str]] = field(default_factory=Counter)

    def put(self, outcome: str, currency: str, amount: int | None, times: int = 1) -> None:
        """Count a deal, or with -1 count it no more."""
        self.deals[outcome] += times
        if amount is not None:
            self.sums[outcome, currency] += times * amount

    def add(self, other: Standings) -> None:
        self.deals.update(other.deals)
        self.sums.update(other.sums)

    @property
    def each(self) -> list[Standing]:
        """Of every outcome, for pages."""
        return [
            Standing(
                outcome,
                str(label),
                self.deals[outcome],
                [(currency, sum) for (of, currency), sum in self.sums.items() if of == outcome and sum],
            )
            for outcome, label in Outcome.choices
        ]
