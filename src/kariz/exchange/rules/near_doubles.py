"""Deals that two lists of a set say otherwise: a register of quotes beside the list of deals calls the company by another
spelling, has the day of the quote, and not always its last amount."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from kariz.exchange.rules.alike import are_alike, are_short_alike
from kariz.people.normal import company_key
from kariz.pipeline.rules.titles import are_called_alike, without_count

if TYPE_CHECKING:
    from kariz.exchange.rules.drafts import Draft

DAYS = 124
"""Between the enquiry and the quote of one deal, at most."""
NEAR = 15
"""Percent by which amounts of one title of one company may differ."""
MOST, MOST_ALIKE = 20_000, 40
"""Rows that are kept, and those of one key."""


class Near(NamedTuple):
    """A row, as far as it tells whose deal it is."""

    row: int
    book: int
    company: str
    title: str
    amount: int
    currency: str
    day: int

    def may_be(self, other: Near) -> bool:
        if self.book == other.book or abs(self.day - other.day) > DAYS:
            return False
        same = self.amount == other.amount and self.amount > 0
        if self.amount and other.amount and self.currency != other.currency:
            return False
        if company_key(self.company) == company_key(other.company):
            if without_count(self.title) == without_count(other.title):
                return same or not (self.amount and other.amount) or self._is_near(other)
            return same and are_called_alike(self.title, other.title)
        if not same or without_count(self.title) != without_count(other.title):
            return False
        return are_alike(self.company, other.company) or are_short_alike(self.company, other.company)

    def _is_near(self, other: Near) -> bool:
        return 100 * abs(self.amount - other.amount) <= NEAR * max(self.amount, other.amount)


@dataclass(slots=True)
class NearDoubles:
    """What rows of several lists said so far. A row takes the deal of one row of each other list at most."""

    _held: dict[int, list[Near]] = field(default_factory=lambda: defaultdict(list))
    _taken: set[tuple[int, int, int]] = field(default_factory=set)
    _count: int = 0

    def find(self, draft: Draft, book: int, currency: str) -> Near | None:
        """The row of another list that says the deal of this one; this one is kept where none does."""
        if (mine := _near(draft, book, currency)) is None:
            return None
        for key in _keys(mine):
            for one in self._held.get(key, ()):
                place = (one.book, one.row, book)
                if place not in self._taken and one.may_be(mine):
                    self._taken.add(place)
                    return one
        if self._count < MOST:
            self._count += 1
            for key in _keys(mine):
                if len(held := self._held[key]) < MOST_ALIKE:
                    held.append(mine)
        return None

    def taken(self, of: tuple[int, int], book: int) -> None:
        """A row of that list is the deal of the other (list, row), by the same day."""
        self._taken.add((*of, book))


def _near(draft: Draft, book: int, currency: str) -> Near | None:
    values = draft.values
    day: Any = values.get("created_at") or values.get("closed_at")
    company, title = str(values.get("company", "")), str(values.get("title", ""))
    if not isinstance(day, date) or not company or not title:
        return None
    amount = int(values.get("amount") or 0)
    return Near(
        draft.number,
        book,
        company,
        title,
        amount,
        str(values.get("currency", currency)),
        day.toordinal(),
    )


def _keys(one: Near) -> list[int]:
    firm, title = company_key(one.company), without_count(one.title)
    found = [hash((firm, title))]
    if one.amount:
        found += [hash((title, one.amount)), hash((firm, one.amount))]
    return found
