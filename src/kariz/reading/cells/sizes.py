"""Of which size the amounts of a list are beside those of the other lists of its workbook: «مبلغ» over 157 and 2520 counts
millions where the sheet beside it says «م.ت»."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from statistics import median

from kariz.reading.cells.values import SCALE_TIMES, scale_of

WORTH = 1_000_000
"""Rials, 100,000 toman: no deal of a firm comes to less."""
FAR = 1_000
"""Times the usual amount of the other lists."""
NEAR = 50
FEWEST = 3
"""Amounts of a list by which its size may be told."""
PROOF = 2
"""Deals that both lists have, of one amount in that unit."""
TAKEN, ASKED = "taken", "asked"


@dataclass(slots=True)
class Amounts:
    """Those of one list in minor units, each with what its customer goes by. `unit`: the one that they are read in."""

    unit: str
    rows: list[tuple[frozenset[str], int]] = field(default_factory=list)
    name: str = ""

    @property
    def usual(self) -> int:
        return int(median(amount for _customer, amount in self.rows)) if self.rows else 0


@dataclass(frozen=True, slots=True)
class Found:
    """`how`: taken, or only asked about; `lists`: whose unit it is, by name."""

    unit: str
    how: str
    lists: tuple[str, ...] = ()


def times_of(unit: str) -> int:
    """Minor units in one, but for what the currency itself has."""
    scale, bare = scale_of(unit)
    if not bare and unit in SCALE_TIMES:
        scale = unit
    return SCALE_TIMES.get(scale, 1) * (10 if bare == "toman" else 1)


def unit_beside(
    mine: Amounts, others: Sequence[Amounts], units: Collection[str], *, rial: bool
) -> Found | None:
    """The unit in which the amounts of a list that says none are of the size of those of the others, and only so; None
    where they are as they stand. Deals that stand in both lists prove it, in whatever unit; sizes alone only where the
    amounts as they stand are no deal's."""
    told = [one for one in others if one.rows]
    if not mine.rows or not told:
        return None
    proofs = {unit: _proofs(mine, told, unit) for unit in units}
    best = max(units, key=lambda unit: proofs[unit], default=mine.unit)
    if proofs[best] >= PROOF and proofs.get(mine.unit, 0) == 0 and best != mine.unit:
        return Found(best, TAKEN, tuple(one.name for one in told if _proofs(mine, [one], best)))
    if len(mine.rows) < FEWEST or mine.usual == 0:
        return None
    whole = Amounts("", [row for one in told for row in one.rows]).usual
    if FAR * mine.usual > whole * (1 if rial else 10):
        return None
    said = {one.unit: one.name for one in reversed(told)}
    if fitting := _nearest(mine, said, whole):
        sure = rial and all(amount < WORTH for _customer, amount in mine.rows)
        return Found(fitting, TAKEN if sure else ASKED, (said[fitting],))
    bare = scale_of(mine.unit)[1]
    scaled = [unit for unit in units if scale_of(unit)[1] == bare or not rial]
    return Found(unit, ASKED) if (unit := _nearest(mine, scaled, whole)) else None


def _nearest(mine: Amounts, units: Collection[str], whole: int) -> str:
    """The one that makes the amounts most like the usual one of the others; "" where none makes them like it."""
    usual = {unit: mine.usual * times_of(unit) // times_of(mine.unit) for unit in units if unit != mine.unit}
    near = {unit: one for unit, one in usual.items() if one and _is_near(one, whole)}
    return min(near, key=lambda unit: max(near[unit] / whole, whole / near[unit]), default="")


def _is_near(one: int, other: int) -> bool:
    return one <= NEAR * other and other <= NEAR * one


def _proofs(mine: Amounts, others: Sequence[Amounts], unit: str) -> int:
    """Customers that have the same amount in another list, were the own ones in that unit."""
    there: dict[int, set[str]] = {}
    for one in others:
        for customer, amount in one.rows:
            there.setdefault(amount, set()).update(customer)
    found = {
        key
        for customer, amount in mine.rows
        for key in customer & there.get(amount * times_of(unit) // times_of(mine.unit), set())
    }
    return len(found)
