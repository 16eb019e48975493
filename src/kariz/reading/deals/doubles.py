"""Deals that stand twice in the lists of a firm: the same title, amount and day, of nobody else, and not each with a number
of one list. Where one of two lists says no amount, the customer is the same. Two lists that say company, title, amount and
day alike surely mean one deal, a row of one list that of one row of the other. What two lists say otherwise is told by
`near_doubles`."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from kariz.localisation.said import gettext as _
from kariz.localisation.text import fold, squash
from kariz.people import normal
from kariz.reading.deals.near_doubles import NearDoubles, called
from kariz.reading.names.names import TITLES
from kariz.reading.rows.settings import ONE_DEAL, SURELY

if TYPE_CHECKING:
    from kariz.reading.rows.drafts import Draft

DOUBLE = "double"
ONCE = "double_once"
"""The sign of such a row that is taken for the deal of the other one."""


class Book(NamedTuple):
    """A list of deals. `numbers`: whose numbers its deals have; `currency`: of amounts that name none; `short`: it is a
    short one of what is to be followed up, and has so many `rows`."""

    name: str
    pk: int
    numbers: str = ""
    currency: str = ""
    short: bool = False
    rows: int = 0

    def surely_says(self, other: Book) -> bool:
        """Of two lists with a deal alike: is one a short list of what stands in the other in full?"""
        if self.short == other.short:
            return False
        short, full = (self, other) if self.short else (other, self)
        return short.rows < full.rows


class _Whose(NamedTuple):
    """Who says a deal, and where; texts as 64 bit of their hash, 0 for none."""

    row: int
    book: int
    fingerprint: int
    company: int
    given: int
    family: int
    amount: int
    numbers: int
    """In whose numbering of which list it has a number; 0 without one."""
    phones: tuple[int, ...]

    def may_be(self, other: _Whose) -> bool:
        if self.numbers and self.numbers == other.numbers:
            return False
        if not (self.amount and other.amount):
            return self.book != other.book and self._is_of(other)
        if self.amount != other.amount:
            return False
        if set(self.phones) & set(other.phones):
            return True
        people = not (self.family and other.family) or self.family == other.family
        if not people and (self.given == self.family or other.given == other.family):
            # «علی» may be «علی رضایی».
            people = self.given == other.given
        firms = not (self.company and other.company) or self.company == other.company
        return people and firms

    def _is_of(self, other: _Whose) -> bool:
        """Is it surely the same customer?"""
        if set(self.phones) & set(other.phones):
            return True
        if self.company or other.company:
            return self.company == other.company
        return self.family == other.family != 0 and self.given == other.given

    def surely_is(self, other: _Whose) -> bool:
        """Does another list say the same of title and day, and of all else, and has only one of them its number?"""
        same = self.company == other.company != hash("") and self.amount == other.amount != hash("")
        return same and self.book != other.book and not (self.numbers and other.numbers)

    def packed(self) -> bytes:
        """A fifth of what the objects take: a file has a hundred thousand rows."""
        return _PLACE.pack(*self[:8]) + struct.pack(f"<{len(self.phones)}q", *self.phones)


class _There(NamedTuple):
    """The row that says a deal already; `otherwise`: with another amount."""

    book: int
    row: int
    otherwise: bool = False


_PLACE = struct.Struct("<IIqqqqqq")
MOST_ALIKE = 40
"""Rows of one title, amount and day that are kept."""


def _unpacked(held: bytes) -> _Whose:
    phones = struct.unpack_from(f"<{(len(held) - _PLACE.size) // 8}q", held, _PLACE.size)
    row, book, fingerprint, company, given, family, amount, numbers = _PLACE.unpack_from(held)
    return _Whose(row, book, fingerprint, company, given, family, amount, numbers, phones)


@dataclass(slots=True)
class Doubles:
    """What rows said so far, by hash."""

    together: bool = True
    """Are there other lists, of which one may say no amounts?"""
    _held: dict[int, tuple[bytes, ...]] = field(default_factory=dict)
    _books: list[Book] = field(default_factory=list)
    _numbered: set[int] = field(default_factory=set)
    """Numbers of deals that were said, each with whose it is."""
    _near: NearDoubles = field(default_factory=NearDoubles)

    def tell(self, draft: Draft, book: Book) -> None:
        """Warn of a row that says a deal again, and name the row that said it first."""
        values = draft.values
        if draft.aside or draft.errors or draft.group or "id" in values or self._goes_on(draft, book):
            return
        day, at = values.get("created_at") or values.get("closed_at"), self._place(book)
        if day is not None and values.get("title"):
            said = hash((squash(called(values)[0]), str(day)[:10]))
            place = self._say(draft, _whose(draft, at, book), said, book)
        else:
            place = self._say_otherwise(draft, at, book)
        if place is not None:
            self._warn(draft, at, place)

    def _warn(self, draft: Draft, at: int, said: _There) -> None:
        there = self._books[said.book]
        draft.signs.append(DOUBLE)
        draft.double = there.pk, said.row
        if said.book == at:
            draft.warn("", _("Row %(row)d says the same deal.") % {"row": said.row})
            return
        text = _("Row %(row)d of “%(sheet)s” says the same deal.")
        if said.otherwise:
            text = _("Row %(row)d of “%(sheet)s” is perhaps the same deal, with another amount.")
        draft.warn("", text % {"row": said.row, "sheet": there.name})

    def _goes_on(self, draft: Draft, book: Book) -> bool:
        """Is it by a number that it is the deal of another row? Then it goes on with that, and says nothing twice."""
        if draft.continues:
            return True
        if not book.numbers or not (number := draft.values.get("external_id")):
            return False
        key = hash((book.numbers, number))
        known = key in self._numbered
        self._numbered.add(key)
        return known

    def _say(self, draft: Draft, mine: _Whose, said: int, book: Book) -> _There | None:
        """Where the deal is said already, on the same day or otherwise."""
        if (first := self._first(said, mine)) is not None:
            free = not self._is_taken(first, mine)
            self._near.taken((first.book, first.row), mine.book)
            titled = normal.company_key(called(draft.values)[0]) != normal.company_key(
                draft.values.get("company", "")
            )
            draft.surely = titled and free and first.surely_is(mine)
            return _There(first.book, first.row)
        return self._say_otherwise(draft, mine.book, book)

    def _say_otherwise(self, draft: Draft, at: int, book: Book) -> _There | None:
        """The same of another list, under another day or spelling, or without a day."""
        near = self._near.find(draft, at, book.currency) if self.together else None
        if near is None:
            return None
        draft.surely = near.exactly and not near.ended and not draft.ended
        draft.surely = draft.surely and book.surely_says(self._books[near.book])
        amounts = {near.amount, int(draft.values.get("amount") or 0)} - {0}
        return _There(near.book, near.row, otherwise=len(amounts) > 1)

    def _first(self, said: int, mine: _Whose) -> _Whose | None:
        """The row that said the deal of this one; this one is kept where none did. `said`: its title and day."""
        own, any_amount, without = (hash((said, kind)) for kind in (mine.amount, "any", 0))
        found: list[tuple[int, int, _Whose]] = []
        for key in (own, without if mine.amount else any_amount):
            for place, known in enumerate(map(_unpacked, self._held.get(key, ()))):
                if known[1:3] == mine[1:3]:
                    # A row that is wholly the same is passed over anyway.
                    return None
                if known.may_be(mine):
                    found.append((key, place, known))
        if not found or found[0][2].book == mine.book:
            # Another list may say as many of them.
            self._keep((own, any_amount) if mine.amount and self.together else (own,), mine)
        if not found:
            return None
        key, place, known = next((one for one in found if not self._is_taken(one[2], mine)), found[0])
        self._take(key, place, known, mine)
        return known

    def _keep(self, keys: Sequence[int], mine: _Whose) -> None:
        for key in keys:
            if len(held := self._held.get(key, ())) < MOST_ALIKE:
                self._held[key] = (*held, mine.packed())

    def _is_taken(self, known: _Whose, mine: _Whose) -> bool:
        """Is it the deal of another row of this list already?"""
        return self._near.is_taken((known.book, known.row), mine.book)

    def _take(self, key: int, place: int, known: _Whose, mine: _Whose) -> None:
        """It has its number now: the next one of that numbering is another deal."""
        if mine.numbers:
            held = self._held[key]
            self._held[key] = (
                *held[:place],
                known._replace(numbers=mine.numbers).packed(),
                *held[place + 1 :],
            )

    def _place(self, book: Book) -> int:
        if book not in self._books:
            self._books.append(book)
        return self._books.index(book)


def _whose(draft: Draft, place: int, book: Book) -> _Whose:
    values = draft.values
    words = [word for word in fold(values.get("contact", "")).split() if word not in TITLES]
    ways = [*values.get("mobile", ()), *values.get("phone", ())]
    phones = tuple(map(hash, filter(None, map(normal.phone, ways))))
    firm = normal.company_key(values.get("company", ""))
    amount = (values["amount"], values.get("currency", book.currency)) if values.get("amount") else ""
    return _Whose(
        row=draft.number,
        book=place,
        fingerprint=hash(draft.fingerprint),
        company=hash(firm),
        given=hash(words[0]) if words else 0,
        family=hash(words[-1]) if words else 0,
        amount=hash(amount),
        numbers=hash((book.numbers, place)) if values.get("external_id") else 0,
        phones=phones,
    )


def is_one(draft: Draft, said: str) -> bool:
    """Is a row one deal with the row that says the same, as was `said` of such rows?"""
    return draft.double is not None and (said == ONE_DEAL or (said == SURELY and draft.surely))
