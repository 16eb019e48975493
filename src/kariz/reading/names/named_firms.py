"""Names of companies as lists write them, and what is found out about them."""

from __future__ import annotations

import json
from collections.abc import Set
from dataclasses import dataclass

from kariz.reading.names.parts_of_names import NONE, Words, all_of

HERE = 0
"""The list of the companies that are here."""


@dataclass(slots=True)
class Name:
    """A name as it stands in the lists. `lists`: those of customers in which it stands, by their numbers; `own`: numbers
    that are of one company alone, each behind its kind: "national_id:…"."""

    text: str
    rows: int = 1
    lists: Set[int] = NONE
    cities: Set[str] = NONE
    own: Set[str] = NONE
    listed: bool = False
    """It stands in a list of customers that somebody keeps, not only on cards of a phone."""
    key: str = ""
    """What `company_key` makes of it, where that is known already."""


Told = tuple[list[str], Words]
"""The words of a name in their order, and the city that it says."""


@dataclass(frozen=True, slots=True)
class Group:
    """`name` is what the names `typed` mean; `known`: it is here."""

    name: str
    typed: list[str]
    known: bool


@dataclass(frozen=True, slots=True)
class Doubt:
    """Two companies that may be one: the same person, or number, stands beside both. `name` is the one that says more."""

    name: str
    typed: str

    @property
    def pair(self) -> str:
        """As a page sends them."""
        return pair_of(self.typed, self.name)


def pair_of(name: str, called: str) -> str:
    return json.dumps([name, called], ensure_ascii=False)


class Node:
    """The names with one key."""

    __slots__ = ("city", "key", "names", "place", "words")

    def __init__(self, name: Name, key: str) -> None:
        self.names, self.key = [name], key
        self.place = 0
        self.words: Words = NONE
        self.city: Words = NONE

    @property
    def lists(self) -> Set[int]:
        return all_of([name.lists for name in self.names])

    @property
    def own(self) -> Set[str]:
        return all_of([name.own for name in self.names])

    @property
    def cities(self) -> Set[str]:
        return all_of([*(name.cities for name in self.names), self.city])
