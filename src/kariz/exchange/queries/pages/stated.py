"""Totals that files write in lines of their own, beside what was read of them."""

from __future__ import annotations

from dataclasses import dataclass, replace

TIMES = (10, 1_000, 10_000, 1_000_000, 10_000_000)
"""By which sums differ of which one is in another unit: toman, thousands, millions."""
NEAR = 20
"""Sums that differ by no more than a twentieth say the same: rows may be missing."""


@dataclass(slots=True)
class Stated:
    """A total that a file writes in one of its own lines, in minor units; `same`: what was read of it adds up to that.
    `part`: the rows since the total above it do. `times`: it is about so many times what was read, below zero what was read
    is so many times the total; else 0."""

    number: int
    amount: int
    currency: str
    same: bool
    file: str = ""
    """Which file, where there are several."""
    times: int = 0
    part: bool = False

    @property
    def factor(self) -> int:
        return abs(self.times)


def told_apart(said: list[Stated], read: int) -> list[Stated]:
    """Of the largest total, by which factor it differs from what was read; sums of parts of the list are smaller."""
    if not said or _is_about(sum(one.amount for one in said), read):
        return said
    largest = max(said, key=lambda one: one.amount)
    if largest.part:
        return said
    return [replace(one, times=_times(one.amount, read)) if one is largest else one for one in said]


def _times(stated: int, read: int) -> int:
    return next((by for by in TIMES if _is_about(stated, read * by)), 0) or next(
        (-by for by in TIMES if _is_about(stated * by, read)), 0
    )


def _is_about(one: int, other: int) -> bool:
    return other > 0 and NEAR * abs(one - other) <= other
