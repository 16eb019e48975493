"""What the lists of deals of a set have said of each deal so far, as far as its figures change with a later list."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from kariz.exchange.queries.pages.marked import Marked
from kariz.exchange.queries.pages.standings import Standings
from kariz.reading.cells.values import OPEN
from kariz.reading.rows.settings import FILL, GOES_ON, UPDATE

Amount = tuple[str, int]
"""(currency, minor units)"""
Unsaid = tuple[tuple[Marked, int] | None, tuple[Marked, int] | None]
"""Where it is told of a row that rests that it names no day to come back, and of one that ended that it says no day."""


@dataclass(slots=True)
class Deal:
    currency: str
    amount: int | None
    customer: bool
    stepless: bool = False
    """It is open, and no list has named its next step."""
    unsaid: Unsaid = (None, None)
    outcome: str = OPEN
    counts_in: Standings | None = None
    """Where it is counted by its outcome."""

    def put(self, times: int) -> None:
        if self.counts_in is not None:
            self.counts_in.put(self.outcome, self.currency, self.amount, times)


@dataclass(slots=True)
class Figures:
    """By how much a later list changes what the deals come to."""

    sums: Counter[str] = field(default_factory=Counter)
    without_amount: int = 0
    without_customer: int = 0
    stepless: int = 0


@dataclass(slots=True)
class Told:
    """Deals by their numbers; one has several where lists go on with each other's."""

    _deals: dict[str, Deal] = field(default_factory=dict)

    def tell(
        self,
        key: str,
        amount: Amount | None,
        currency: str,
        customer: bool,
        place: str = "",
        *,
        stepless: bool = False,
        unsaid: Unsaid = (None, None),
        outcome: str = OPEN,
        counts_in: Standings | None = None,
    ) -> None:
        """A deal that is new; `place`: by which it may be named as well."""
        if key:
            said = amount or (currency, None)
            self._deals[key] = Deal(said[0], said[1], customer, stepless, unsaid, outcome, counts_in)
            if place:
                self._deals[place] = self._deals[key]

    def find(self, *keys: str) -> Deal | None:
        return next((self._deals[key] for key in keys if key in self._deals), None)

    def again(
        self,
        deal: Deal,
        key: str,
        amount: Amount | None,
        customer: bool,
        policy: str,
        *,
        step: bool = False,
        answers: tuple[bool, bool] = (False, False),
        outcome: str = OPEN,
    ) -> Figures:
        """A list says a deal that is told; `policy`: what it writes into it."""
        if key:
            self._deals.setdefault(key, deal)
        found = Figures()
        if policy not in (FILL, UPDATE, GOES_ON):
            return found
        deal.put(-1)
        if deal.outcome == OPEN:
            # That it has ended is news, whichever list says it.
            deal.outcome = outcome
        over = policy != FILL or deal.amount is None
        if amount is not None and amount[0] == deal.currency and over and (amount[1] or policy == UPDATE):
            found.sums[deal.currency] += amount[1] - (deal.amount or 0)
            found.without_amount -= deal.amount is None
            deal.amount = amount[1]
        deal.put(1)
        if step and deal.stepless:
            found.stepless -= 1
            deal.stepless = False
        for told, answered in zip(deal.unsaid, answers, strict=True):
            if answered and told:
                marked, row = told
                marked.drop(row)
        left = [None if answered else told for told, answered in zip(deal.unsaid, answers, strict=True)]
        deal.unsaid = left[0], left[1]
        if customer and not deal.customer:
            found.without_customer -= 1
            deal.customer = True
        return found
