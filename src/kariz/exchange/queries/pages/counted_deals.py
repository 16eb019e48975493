"""What the rows of one deal say, as a list of deals is counted."""

from __future__ import annotations

from collections.abc import Collection, Container
from dataclasses import dataclass, field

from kariz.exchange.queries.pages.at_once import AT_ONCE, AtOnce
from kariz.exchange.queries.pages.marked import Marked, Marking
from kariz.reading.cells.values import OPEN
from kariz.reading.rows.drafts import Draft


@dataclass(slots=True)
class CountedDeal:
    """What the rows of one number say, as far as they were read."""

    said: list[tuple[int | None, str]] = field(default_factory=list)
    customer: bool = False
    outcome: str = OPEN
    step: bool = False
    returns: bool = False
    unsaid: tuple[Marked, int] | None = None
    refused: bool = False
    key: str = ""
    continues: str = ""
    here: bool = False
    """That one came in before."""
    again: bool = False
    """It is that one because it says the same."""
    stays: bool = False
    """Its row came in before just so, and writes nothing."""
    undated: tuple[Marked, int] | None = None
    """Of one that ended and whose row says no day: where that is told of the row."""
    closes: bool = False
    known: bool = False
    """It is here: no step is planned for it."""
    first: Draft | None = None
    place: str = ""
    """Where its first row stands: rows that say the deal again name that."""

    @property
    def stepless(self) -> bool:
        return self.outcome == OPEN and not self.step and not self.known


def tell_what_is_new(
    deals: Collection[CountedDeal], at_once: AtOnce, marking: Marking, changed: Container[int]
) -> None:
    """No step is planned for a deal that is here; which rows say no day of the end another list may answer."""
    stepless = [(deal, deal.first) for deal in deals if deal.stepless and deal.first is not None]
    new = at_once.new_among([first for _deal, first in stepless])
    for deal, first in stepless:
        deal.known = deal.here or first.number in changed or first.number not in new
    if (undated := marking.found.get(AT_ONCE)) is not None:
        told = frozenset(undated.numbers)
        for deal in deals:
            if deal.first is not None and deal.first.number in told:
                deal.undated = undated, deal.first.number
