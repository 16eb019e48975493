"""Deals that two lists of a set say otherwise: a register of quotes beside the list of deals calls the company by another
spelling, has the day of the quote, and not always its last amount."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from kariz.localisation.text import fold
from kariz.people import normal
from kariz.people.normal import company_key
from kariz.pipeline.rules.titles import are_called_alike, are_one_but_for_count, in_any_order, without_count
from kariz.reading.names.alike import are_alike, are_short_alike
from kariz.reading.names.firms_near import may_be_same

if TYPE_CHECKING:
    from kariz.reading.rows.drafts import Draft

DAYS = 124
"""Between the enquiry and the quote of one deal, at most."""
NEAR = 15
"""Percent by which amounts of one title of one company may differ."""
LONGEST = 400
"""Between the beginning of a deal in one list, and its end in another that says nothing else."""
MOST, MOST_ALIKE = 20_000, 40
"""Rows that are kept, and those of one key."""


_BESIDE = re.compile(r"\s*[/|(]\s*")
"""Before the person of a company: «قنادی لاله / آقای زارع»."""


class Near(NamedTuple):
    """A row, as far as it tells whose deal it is."""

    row: int
    book: int
    company: str
    title: str
    amount: int
    currency: str
    day: int | None
    """On which it began, else ended; None where the row says none."""
    began: bool = True
    """It says on which day it began."""
    closed: int | None = None
    ended: bool = False
    numbered: bool = False
    of_product: bool = False
    """It has no title; what is sold stands for it."""
    untitled: bool = False
    """It has neither; its customer stands for it."""
    person: str = ""
    """The family name of who is spoken to there."""
    phones: frozenset[str] = frozenset()
    """By which they are reached."""
    exactly: bool = False
    """Of one that was found: it says the same of the same customer, and nobody else's row does."""

    def may_be(self, other: Near) -> bool:
        if self.book == other.book:
            return False
        if self.day is None or other.day is None:
            return self._says_the_same(other) and not self._are_two(other)
        if self.of_product or other.of_product:
            return False
        same = self.amount == other.amount and self.amount > 0
        if abs(self.day - other.day) > DAYS and not (same and self._ended_as(other)):
            return False
        if self.amount and other.amount and self.currency != other.currency:
            return False
        if company_key(self.company) == company_key(other.company):
            if in_any_order(self.title) == in_any_order(other.title):
                return same or not (self.amount and other.amount) or self._is_near(other)
            return same and are_called_alike(self.title, other.title)
        if not same or without_count(self.title) != without_count(other.title):
            return False
        return are_alike(self.company, other.company) or are_short_alike(self.company, other.company)

    def _says_the_same(self, other: Near) -> bool:
        if not self.amount or (self.amount, self.currency) != (other.amount, other.currency):
            return False
        if without_count(self.title) != without_count(other.title):
            return False
        mine, theirs = _firm_in(self.company), _firm_in(other.company)
        met = self.person == other.person != ""
        known = met and mine.split()[:1] == theirs.split()[:1]
        # By the same number one speaks to the same person, of a firm that is spelt in two ways.
        known = known or (met and not self.phones.isdisjoint(other.phones) and may_be_same(mine, theirs))
        return known or are_alike(mine, theirs) or are_short_alike(mine, theirs)

    def _are_two(self, other: Near) -> bool:
        """Without a day between them: two that have a number each are two orders of one thing, and two that were sold where
        both do not say just the same."""
        both = self.ended and other.ended
        alike = in_any_order(self.title) == in_any_order(other.title) and not (
            self.untitled or other.untitled
        )
        return (both and (not alike or self.of_product or other.of_product)) or (
            self.numbered and other.numbered
        )

    def _ended_as(self, other: Near) -> bool:
        """May it have ended when that one did, whenever each list says that it began? One may say nothing but its end."""
        if self.closed is not None and other.closed is not None:
            return abs(self.closed - other.closed) <= DAYS
        for one, two in ((self, other), (other, self)):
            if not one.began and two.began and one.day is not None and two.day is not None:
                return 0 <= one.day - two.day <= LONGEST
        return False

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
        all_alike = [one for key in _keys(mine) for one in self._held.get(key, ()) if one.may_be(mine)]
        alike = [one for one in all_alike if not self.is_taken((one.book, one.row), book)]
        if alike:
            first = alike[0] if mine.day is not None else _likeliest(alike, mine)
            if mine.day is None:
                first = first._replace(exactly=_is_the_one(first, all_alike, mine))
            self._taken.add((first.book, first.row, book))
            return first
        if self._count < MOST:
            self._count += 1
            for key in _keys(mine):
                if len(held := self._held[key]) < MOST_ALIKE:
                    held.append(mine)
        return None

    def taken(self, of: tuple[int, int], book: int) -> None:
        """A row of that list is the deal of the other (list, row), by the same day."""
        self._taken.add((*of, book))

    def is_taken(self, of: tuple[int, int], book: int) -> bool:
        """Is it the deal of a row of that list already?"""
        return (*of, book) in self._taken


def _likeliest(alike: Sequence[Near], mine: Near) -> Near:
    """Of rows that say the same: one of that very title, one that goes on, and one of that very name."""
    key = company_key(_firm_in(mine.company))

    def unlike(one: Near) -> tuple[bool, bool, bool]:
        called = are_one_but_for_count(one.title, mine.title)
        return not called, one.ended, company_key(_firm_in(one.company)) != key

    return min(alike, key=unlike)


def _is_the_one(found: Near, alike: Sequence[Near], mine: Near) -> bool:
    """Has it the very title, and has no other one that goes on? Of two equal orders, or of rows of several customers,
    nobody knows which it is."""
    if found.untitled or mine.untitled:
        return False
    still = [one for one in alike if not one.ended and are_one_but_for_count(one.title, mine.title)]
    key = company_key(_firm_in(mine.company))
    own = [one for one in still if company_key(one.company) == key] or still
    return len(own) == 1 and (own[0].book, own[0].row) == (found.book, found.row)


def _firm_in(name: str) -> str:
    """The company of «قنادی لاله / آقای زارع»."""
    return fold(_BESIDE.split(name, maxsplit=1)[0] or name)


def _family_in(company: str, contact: str) -> str:
    """Of who is named in a column of their own, else behind the company."""
    beside = _BESIDE.split(company, maxsplit=1)[1:]
    words = re.findall(r"[^\W\d]+", fold(contact or (beside[0] if beside else "")))
    return words[-1] if words else ""


def called(values: Mapping[str, Any]) -> tuple[str, bool]:
    """What a row calls its deal, and whether only what is sold stands for that: «پمپ – پارس» was put together for want of
    a title."""
    product = str(values.get("product", ""))
    title = str(values.get("title") or product)
    whose = (values.get("company"), values.get("contact"))
    of_product = bool(product) and title in (product, *(f"{product} – {one}"[:300] for one in whose))
    return (product if of_product else title), of_product


def _near(draft: Draft, book: int, currency: str) -> Near | None:
    values = draft.values
    closed: Any = values.get("closed_at")
    day: Any = values.get("created_at") or closed
    company = str(values.get("company", ""))
    title, of_product = called(values)
    ways = [*values.get("mobile", ()), *values.get("phone", ())]
    if not company or not title:
        return None
    return Near(
        row=draft.number,
        book=book,
        company=company,
        title=title,
        amount=int(values.get("amount") or 0),
        currency=str(values.get("currency", currency)),
        day=day.toordinal() if isinstance(day, date) else None,
        began=bool(values.get("created_at")),
        closed=closed.toordinal() if draft.ended and isinstance(closed, date) else None,
        ended=draft.ended,
        numbered=bool(values.get("external_id")),
        of_product=of_product,
        untitled=title == company,
        person=_family_in(company, str(values.get("contact", ""))),
        phones=frozenset(filter(None, map(normal.phone, ways))),
    )


def _keys(one: Near) -> list[int]:
    firm, title = company_key(one.company), without_count(one.title)
    found = [hash((firm, in_any_order(one.title)))]
    if one.amount:
        found += [hash((title, one.amount)), hash((firm, one.amount))]
    # Without a day rows are found by what they say alone.
    return found if one.day is not None else found[1:2]
