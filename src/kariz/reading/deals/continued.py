"""Deals that go on in another sheet: rows that name the number by which the first sheet knows them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from kariz.localisation.digits import to_latin
from kariz.localisation.said import gettext as _
from kariz.localisation.text import fold
from kariz.reading.names.alike import are_alike, are_one_firm
from kariz.reading.rows.drafts import LONGEST_NOTE

if TYPE_CHECKING:
    from kariz.reading.rows.drafts import Draft

FIELD = "continues"
CONTINUES = "continues"
"""Under which the layout of a list keeps whose deals it goes on with: {"of": part, "rows": so many do, "alone": so many do
not}."""
CONTINUES_SAID = "continues_said"
"""Under which it keeps that a person has said with whose deals the list goes on, or that it does with none."""
MEANT = "continues_meant"
"""Under which it keeps what columns meant before a person said that by {column: meaning, "" for none}."""
UNLINKED, FURTHER, OTHER_FIRM, BEYOND = "unlinked", "further", "other_firm", "beyond"
"""Signs of rows whose number is nowhere, whose deal another row continues already, whose deal is of another company, and of
those that stand, or whose deals stand, beyond the rows that are read for it."""
SHARE = 60
"""Percent of the numbers of a column that the other sheet has, where the column is of its numbers."""
OWN_SHARE = 90
"""Percent of the numbers of a sheet that stand there once, where they number its rows."""
FEWEST = 3
TELLING = 4
"""Letters and digits of a number that two lists do not share by chance."""


def folded(number: str) -> str:
    """A number without what people write otherwise: digits of either kind, dashes, spaces, capitals."""
    return "".join(char for char in fold(to_latin(number)) if char.isalnum())


@dataclass(frozen=True, slots=True)
class Numbered:
    """A row as far as it tells whose it is."""

    row: int
    number: str
    company: str = ""
    own: str = ""
    """The number that the row has itself, beside the one that it names."""


@dataclass(frozen=True, slots=True)
class First:
    """The row that continues a deal."""

    row: int
    own: str


@dataclass
class Continued:
    """`keys` are {folded number: the number as the first sheet has it, with its company}; `first` are
    {that number: the first row that names it}; `here`: the deals came in before."""

    keys: dict[str, tuple[str, str]] = field(default_factory=dict)
    first: dict[str, First] = field(default_factory=dict)
    here: bool = False
    read: int = 0
    """Where a list is longer than what is read of it, so many rows."""

    @cached_property
    def of_own(self) -> dict[str, str]:
        """{number that a row has itself, folded: the deal with which the first such row goes on}"""
        found: dict[str, str] = {}
        for key, first in sorted(self.first.items(), key=lambda one: -one[1].row):
            found[first.own] = key
        return found

    def begin_anew(self, naming: Iterable[Numbered], taken: Mapping[str, Collection[str]]) -> None:
        """Of deals that rows with numbers of their own (`taken`) have gone on with before: no other row does."""
        rows: dict[str, First] = {}
        for row in naming:
            key, _company = self.keys.get(folded(row.number), ("", ""))
            if row.own and folded(row.own) in taken.get(key, ()):
                rows.setdefault(key, First(row.row, folded(row.own)))
        for key in set(taken) & set(self.first):
            self.first[key] = rows.get(key, First(-1, "\x1f"))


def continued(numbers: Iterable[Numbered], naming: Iterable[Numbered]) -> Continued:
    """Of the numbers of one sheet, and the rows of another that name them. Two numbers that read alike are neither."""
    found = Continued()
    twice: set[str] = set()
    for one in numbers:
        held = found.keys.setdefault(folded(one.number), (one.number, one.company))
        if held[0] != one.number:
            twice.add(folded(one.number))
    for key in ("", *twice):
        found.keys.pop(key, None)
    for row in naming:
        if of := found.keys.get(folded(row.number)):
            found.first.setdefault(of[0], First(row.row, folded(row.own)))
    return found


@dataclass(slots=True)
class Column:
    """The numbers of a column, folded, as they are compared with those of others."""

    rows: list[tuple[str, str]] = field(default_factory=list)
    """(number, company)"""
    known: dict[str, str] = field(default_factory=dict)
    """{number: company}"""

    def take(self, number: str, company: str) -> None:
        key = folded(number)
        self.rows.append((key, company))
        self.known[key] = company


def names_them(numbers: Column, naming: Column) -> int:
    """How many percent of the rows of a column name numbers of the other sheet; 0 where those only happen to be the same:
    they do not number its rows, or are of other companies."""
    known, rows = numbers.known, naming.rows
    if (
        len(rows) < FEWEST
        or OWN_SHARE * len(numbers.rows) > 100 * len(known)
        or 2 * len(naming.known) < len(rows)
    ):
        return 0
    pairs = [(key, company, known[key]) for key, company in rows if key in known]
    share = 100 * len(pairs) // len(rows)
    if len(pairs) < FEWEST or share < SHARE:
        return 0
    firms = [are_alike(company, other) for _key, company, other in pairs if company and other]
    if len(firms) >= FEWEST:
        return share if 2 * sum(firms) >= len(firms) else 0
    telling = sum(len(key) >= TELLING for key, _company, _other in pairs)
    return share if 2 * telling > len(pairs) else 0


def may_name_them(numbers: Column, naming: Column) -> bool:
    """Does some row name a number of the other sheet that both do not only happen to have: of the same company, or, where
    one of them says none, a telling one?"""
    known = numbers.known
    return any(
        are_alike(company, known[key]) if company and known[key] else len(key) >= TELLING
        for key, company in naming.rows
        if key and key in known
    )


def resolve(draft: Draft, known: Continued | None, label: str) -> None:
    """Say of a row that names a deal of another sheet whether it continues that deal: the first does, with its further
    rows; what names no deal, or one that another row continues, is a deal of its own."""
    values = draft.values
    said = values.pop(FIELD)
    draft.refers = f"{label}: {said[:LONGEST_NOTE]}"
    if known is None:
        draft.continues = said
        return
    key, company = known.keys.get(folded(said), ("", ""))
    first, own = known.first.get(key), folded(values.get("external_id", ""))
    if known.read and first is None:
        text = _(
            "Only the first %(most)s rows of a list are looked through for %(number)s; the row is a deal of its own."
        )
        _alone(draft, BEYOND, text, said, most=f"{known.read:,}")
        return
    if not key:
        _alone(draft, UNLINKED, _("No deal has the number %(number)s; the row is a deal of its own."), said)
        return
    if first is None or first.own != own:
        _alone(
            draft,
            FURTHER,
            _("Another row continues the deal %(number)s; this one is a deal of its own."),
            said,
        )
        return
    if not own:
        values["external_id"], draft.borrowed = key, True
    if first.row != draft.number:
        draft.follows = key
    else:
        draft.continues, draft.here = key, known.here
        if company and values.get("company") and not are_one_firm(company, values["company"]):
            draft.signs.append(OTHER_FIRM)
            text = _(
                "The deal with this number is of %(company)s; the company of this row stands in its notes."
            )
            draft.warn("company", text % {"company": company[:60]})


def follow(draft: Draft, known: Continued) -> None:
    """The same of a row that leaves that number to the row above with its own."""
    own = folded(str(draft.values.get("external_id", "")))
    draft.follows = known.of_own.get(own, "") if own else ""


def _alone(draft: Draft, sign: str, text: str, said: str, **more: str) -> None:
    draft.signs.append(sign)
    draft.remarks.append(draft.refers)
    draft.warn(FIELD, text % ({"number": said[:60]} | more))
