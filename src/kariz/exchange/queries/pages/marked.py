"""Rows of a list that are worth a look, counted by what is told of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from kariz.exchange.models import Import

SHOWN = 10
LINKED = 100
"""Rows that an address names."""


@dataclass(frozen=True, slots=True)
class DoubtedUnit:
    """Of one amount, in minor units: what it is as it is read, and what it is in the `other` unit; `of`: the list that says
    that one."""

    amount: int
    other: int
    currency: str
    of: str = ""


@dataclass(slots=True)
class Marked:
    """`count` rows of a file of which one thing is told, the numbers of the first (`numbers`: and of some more), and what
    their amounts come to."""

    sign: str
    of: int
    """The import."""
    looked: bool
    """Was it looked through, so that the rows can be seen and chosen?"""
    count: int = 0
    rows: list[int] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    sums: Counter[str] = field(default_factory=Counter)
    file: str = ""
    deals: int = 0
    """Of rows that were added to others: of so many deals."""
    columns: list[str] = field(default_factory=list)
    """What is told may stand in these, which are left out."""
    unit: DoubtedUnit | None = None
    """Of amounts whose unit is in doubt."""

    def drop(self, number: int) -> None:
        """What was told of that row another one answers."""
        self.count -= 1
        self.rows = [row for row in self.rows if row != number]
        self.numbers = [row for row in self.numbers if row != number]

    @property
    def linked(self) -> str:
        """The numbers, for an address that shows just these rows; "" where they are too many."""
        return ",".join(map(str, self.numbers)) if self.count == len(self.numbers) else ""

    @property
    def amounts(self) -> list[tuple[str, int]]:
        return list(self.sums.items())


@dataclass(slots=True)
class Marking:
    """Counts along with who reads the rows."""

    one: Import
    found: dict[str, Marked] = field(default_factory=dict)

    def row(self, number: int, signs: Iterable[str], amount: int | None, currency: str) -> None:
        for sign in signs:
            marked = self.found.setdefault(sign, Marked(sign, self.one.pk, bool(self.one.outcome)))
            marked.count += 1
            if len(marked.rows) < SHOWN:
                marked.rows.append(number)
            if len(marked.numbers) < LINKED:
                marked.numbers.append(number)
            if amount:
                marked.sums[currency] += amount
