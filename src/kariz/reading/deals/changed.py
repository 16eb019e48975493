"""Rows of a list without numbers that came in before and say something else since: which deals they are.

Nothing is matched of which two rows, or two deals, may be meant.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_noop

from kariz.localisation.said import gettext as _
from kariz.localisation.text import fold, squash
from kariz.people.normal import company_key
from kariz.reading.cells.values import LOST, OPEN, RESTING, WON

if TYPE_CHECKING:
    from kariz.reading.rows.drafts import Draft

CHANGED, WRITTEN = "changed", "changed_written"
"""The sign of such a row, and of one whose change is written into its deal."""
STAYS = 2
"""A list is the same one again where at least one of so many of its rows is there unchanged."""
DAY, TITLE, AMOUNT, PERSON = 4, 3, 2, 1
"""How much it says that both have the same."""
FAR = {OPEN: 0, RESTING: 0, LOST: 1, WON: 2}
"""How far a deal has come. A new order of a customer begins again; what one says again is never less far."""
TOLD = gettext_noop("This row came in before, and says something else since.")


@dataclass(frozen=True, slots=True)
class Said:
    """What a row, or a deal that is here, says of a deal; "" and None for what it does not say."""

    key: int
    """The number of the row, the id of the deal."""
    company: str = ""
    person: str = ""
    title: str = ""
    day: date | None = None
    amount: int | None = None
    outcome: str = ""
    companies: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    """Of a deal that is here: what else they were called, who were merged into its company and its person."""

    @classmethod
    def of(
        cls,
        key: int,
        *,
        company: str,
        person: str,
        title: str,
        day: date | None,
        amount: int | None,
        outcome: str = "",
        companies: Iterable[str] = (),
        people: Iterable[str] = (),
    ) -> Said:
        companies, people = list(companies), list(people)
        # What a deal is called by its customer alone says nothing of what was sold.
        named = map(squash, (company, person, *companies, *people))
        said = "" if squash(title) in named else squash(title)
        others = frozenset(map(company_key, companies)), frozenset(map(fold, people))
        return cls(key, company_key(company), fold(person), said, day, amount, outcome, *others)

    @property
    def customer(self) -> str:
        """By which both must be of one: the company, without one the person; "" for those of nobody."""
        return self.company or self.person

    @property
    def customers(self) -> frozenset[str]:
        """Every name under which a list may have its customer."""
        return frozenset({self.customer}) | (self.companies if self.company else self.people)

    def likeness(self, other: Said) -> int:
        """How much they agree; 0 for two that are not one deal. `other` is the deal that is here."""
        if self.day and other.day and self.day != other.day:
            return 0
        day = bool(self.day) and self.day == other.day
        title = bool(self.title) and self.title == other.title
        amount = self.amount is not None and self.amount == other.amount
        person = bool(self.person) and self.person in {other.person, *other.people}
        if self.title and other.title and not (title or day):
            # Another title is a mended one only where the day is the same.
            return 0
        if not self._is_enough(other, day=day, title=title, amount=amount, person=person):
            return 0
        return 1 + DAY * day + TITLE * title + AMOUNT * amount + PERSON * person

    def _is_enough(self, other: Said, *, day: bool, title: bool, amount: bool, person: bool) -> bool:
        """A customer buys again: the same one alone says nothing. Of a deal that ended it must be surer, lest a new order
        takes its place."""
        if FAR.get(other.outcome, 0):
            again = self.outcome in FAR and FAR[self.outcome] < FAR[other.outcome]
            return (title or amount) if day else (title and amount and not again)
        if not self.customer:
            return (title or amount) if day else (title and amount)
        if day or (title and (amount or (person and bool(self.company)))):
            return True
        return amount and not (self.title or other.title)


def say(draft: Draft) -> None:
    """Of a row that is the deal which it was, whatever it says since."""
    draft.warn("", _(TOLD), stays=True)


def is_told(notes: Iterable[Mapping[str, Any]]) -> bool:
    """Do the notes of a row say so?"""
    return any(note.get("msgid") == [TOLD] for note in notes)


def said_by(draft: Draft, outcome: str, *, titled: bool = True) -> Said:
    """`titled`: has the list titles? A deal of several rows is called by how many products it has."""
    values = draft.values
    begun = values.get("created_at")
    return Said.of(
        draft.number,
        company=str(values.get("company", "")),
        person=str(values.get("contact", "")),
        title=str(values.get("title", "")) if titled or not draft.group else "",
        day=begun.date() if isinstance(begun, datetime) else begun,
        amount=values.get("amount"),
        outcome=outcome,
    )


def pairs(rows: Iterable[Said], deals: Sequence[Said]) -> dict[int, int]:
    """{row: deal} of those that are each other's best match, and nobody else's."""
    of_customer: dict[str, list[Said]] = {}
    for deal in deals:
        for name in deal.customers:
            of_customer.setdefault(name, []).append(deal)
    chosen: dict[int, tuple[int, int]] = {}
    for row in rows:
        likely = [
            (score, deal.key) for deal in of_customer.get(row.customer, ()) if (score := row.likeness(deal))
        ]
        best = max(likely, default=(0, 0))
        if best[0] and sum(score == best[0] for score, _deal in likely) == 1:
            chosen[row.key] = best
    most: dict[int, int] = {}
    for score, deal_id in chosen.values():
        most[deal_id] = max(score, most.get(deal_id, 0))
    wanted = Counter((deal_id, score) for score, deal_id in chosen.values())
    return {
        row: deal_id
        for row, (score, deal_id) in chosen.items()
        if score == most[deal_id] and wanted[deal_id, score] == 1
    }
