"""Lists that number their rows each for itself: row 12 of one is not the deal 12 of another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kariz.people.normal import company_key
from kariz.pipeline.rules.titles import are_called_alike
from kariz.reading.names.alike import are_alike, are_one_firm

NUMBERS = "numbers"
"""Under which the layout of a list keeps what its numbers meet: {"own": source of its own numbers, "spare": the source of
rows that are none of the deals which have their numbers, "rows", "own_rows": [rows whose number a deal of another company
has], "others", "met": so many of so many, "titles": titles tell it, too, "of": the lists that have them, "said": a person
has said whose they are}."""
SHARED, SAME, OWN = "", "same", "own"
HOW = (SHARED, SAME, OWN)
"""The numbers are those that other lists have, too, and rows that meet a deal of another company wait; such rows are that
deal all the same; the list has numbers of its own."""
MARK = "~"
"""Between the mark of the columns and that of numbers of a list's own."""
FEWEST = 3
CALLED_ALIKE = 75
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
MOST = 5_000
"""Rows that are kept by their numbers."""


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose a deal is, as a row or a record says it; its title only counts where nobody is named."""

    company: str = ""
    contact: str = ""
    title: str = ""
    hidden: bool = False
    """Of a deal that the person may not see nothing is told."""
    firms: tuple[str, ...] = ()
    """What else the company is called: the names of those that were merged into it."""
    people: tuple[str, ...] = ()


def is_of_another(one: Whose, other: Whose, *, titles: bool) -> bool | None:
    """None where nobody can tell. `titles`: may they tell it? One deal alone may well be called otherwise since."""
    if one.company and other.company:
        return not _any(are_one_firm, (one.company, *one.firms), (other.company, *other.firms))
    if one.contact and other.contact:
        return not _any(are_alike, (one.contact, *one.people), (other.contact, *other.people))
    if (
        not titles
        or one.company
        or one.contact
        or other.company
        or other.contact
        or not (one.title and other.title)
    ):
        return None
    return not _are_called_alike(one.title, other.title)


def _any(alike: Callable[[str, str], bool], mine: Sequence[str], theirs: Sequence[str]) -> bool:
    return any(alike(one, other) for one in mine for other in theirs)


def _are_called_alike(one: str, other: str) -> bool:
    mine, theirs = company_key(one), company_key(other)
    return mine in theirs or theirs in mine or are_called_alike(one, other, CALLED_ALIKE)


def whose(values: Mapping[str, Any]) -> Whose:
    """As the values of a row say it."""
    company, contact, title = (str(values.get(name, "")) for name in ("company", "contact", "title"))
    return Whose(company, contact, title)


@dataclass(slots=True)
class Meeting:
    """Rows of a list that have numbers of deals: `alike` of the same company, `others` of another, by their row; `called`
    ones of nobody, and only of another title."""

    alike: int = 0
    others: list[int] = field(default_factory=list)
    called: list[int] = field(default_factory=list)
    met: int = 0
    hidden: int = 0
    """Rows that have numbers of deals which the person may not see."""
    further: list[int] = field(default_factory=list)
    """Rows that name nobody, and have the number of one of another company: they are of the same deal."""
    of: dict[str, int] = field(default_factory=dict)
    """{list: rows that meet another company's deal of it}; "" for deals that are here."""

    @property
    def disagrees(self) -> bool:
        hidden = 0 if self.alike else self.hidden
        others = len(self.others) + len(self.called) + hidden
        return others >= FEWEST and others > self.alike

    @property
    def agrees(self) -> bool:
        return self.alike > len(self.others) + len(self.called)

    @property
    def rows(self) -> list[int]:
        """The rows that are none of the deals that they meet."""
        called = self.called if self.disagrees else []
        return sorted({*self.others, *called, *self.further})


def meeting(rows: Iterable[tuple[int, str, Whose]], held: Mapping[str, tuple[Whose, str]]) -> Meeting:
    """Of rows (number of the row, number of the deal, whose it is) and {number: (whose, which list has it)}."""
    found = Meeting()
    unsaid: list[tuple[int, str]] = []
    numbers: dict[int, str] = {}
    for row, number, mine in rows:
        if (there := held.get(number)) is None:
            continue
        if there[0].hidden:
            found.hidden += 1
            continue
        found.met += 1
        other = is_of_another(mine, there[0], titles=True)
        found.alike += other is False
        called = is_of_another(mine, there[0], titles=False) is None
        if other:
            (found.called if called else found.others).append(row)
            found.of[there[1]] = found.of.get(there[1], 0) + 1
            numbers[row] = number
        if called:
            unsaid.append((row, number))
    apart = {numbers[row] for row in found.rows}
    found.further = [row for row, number in unsaid if number in apart]
    return found


def source_of(options: Mapping[str, Any], layout: Mapping[str, Any]) -> str:
    """Whose numbers those of the deals of a list are."""
    own = layout.get(NUMBERS, {}).get("own", "") if options.get(NUMBERS) == OWN else ""
    return own or str(options.get("source", ""))


def told_of(options: Mapping[str, Any], layout: Mapping[str, Any]) -> dict[str, Any]:
    """{"whose", "met", "others", "of"} for pages and the API: so many of so many rows that meet deals are of others."""
    seen = layout.get(NUMBERS, {})
    return {
        "whose": options.get(NUMBERS, SHARED),
        "met": seen.get("met", 0),
        "others": seen.get("others", 0),
        "of": [name for name in seen.get("of", ()) if name],
    }


def rows_of_others(options: Mapping[str, Any], layout: Mapping[str, Any]) -> frozenset[int]:
    """Rows whose number a deal of another company has."""
    return frozenset(layout.get(NUMBERS, {}).get("own_rows" if options.get(NUMBERS) == OWN else "rows", ()))


def fresh(base: str, used: Iterable[str]) -> str:
    """A source of numbers that no list has."""
    taken = set(used)
    marks = (f"{base}{MARK}{one}{two}" for one in DIGITS for two in DIGITS)
    return next((mark for mark in marks if mark not in taken), f"{base}{MARK}zz")
