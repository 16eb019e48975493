"""What the lines of a deal come to, beside its amount."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kariz.pipeline.models import DealLine


@dataclass(frozen=True, slots=True)
class Sums:
    """Minor units of the deal's currency. `rows` has one total a row of the window, None for a row without."""

    rows: list[int | None]
    before: int
    total: int
    amount: int | None

    @property
    def discount(self) -> int:
        return self.before - self.total

    @property
    def difference(self) -> int:
        """By how much the lines come to more than the deal's amount; negative when to less."""
        return self.total - (self.amount or 0)

    @property
    def apart(self) -> int:
        return abs(self.difference)


def sums_of(lines: Sequence[DealLine | None], amount: int | None) -> Sums:
    rows = [line.total if line else None for line in lines]
    before = sum(round(line.quantity * line.unit_price) for line in lines if line)
    return Sums(rows, before, sum(row or 0 for row in rows), amount)
