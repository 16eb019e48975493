"""Proposals that hang together: what one merge of several would make of each group."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from ..merging import MOST
from ..models import DuplicatePair
from .duplicates import Shown
from .merged import dismissed_among


@dataclass(frozen=True, slots=True)
class Group:
    """Records that would become one, the older ones first. `said_apart`: of two of them somebody said that they are not
    the same."""

    pairs: list[Shown]
    records: list[Any]
    said_apart: bool = False

    @property
    def joined(self) -> list[Any]:
        """Those that one merge takes."""
        return self.records[:MOST]

    @property
    def left(self) -> int:
        """How many it does not take."""
        return len(self.records) - len(self.joined)

    @property
    def ids(self) -> str:
        return ",".join(str(one.pair.pk) for one in self.pairs)

    @property
    def reasons(self) -> list[str]:
        return list(dict.fromkeys(reason for one in self.pairs for reason in one.reasons))

    @property
    def percent(self) -> int:
        """Of the weakest of its pairs."""
        return min(one.percent for one in self.pairs)


def groups(pairs: Iterable[DuplicatePair]) -> list[list[DuplicatePair]]:
    """The pairs, those that share a record together."""
    group_of: dict[int, list[DuplicatePair]] = {}
    for pair in pairs:
        first, second = (group_of.get(pk, []) for pk in pair.ids)
        joined = [*first, *(one for one in second if one not in first), pair]
        for one in joined:
            for pk in one.ids:
                group_of[pk] = joined
    unique = {id(group): group for group in group_of.values()}
    return sorted(unique.values(), key=lambda group: group[0].pk)


def apart(kind: str, groups_: Sequence[Sequence[DuplicatePair]]) -> list[bool]:
    """Of each group: did somebody say of two of its records that they are not the same?"""
    members = [sorted({pk for pair in group for pk in pair.ids}) for group in groups_]
    said = dismissed_among(kind, {pk for ids in members for pk in ids})
    return [any(pair in said for pair in combinations(ids, 2)) for ids in members]


def shown_groups(kind: str, shown: Sequence[Shown]) -> list[Group]:
    """The proposals as groups; a fixed number of queries more."""
    by_id = {one.pair.pk: one for one in shown}
    found = groups(one.pair for one in shown)
    made = []
    for group, said in zip(found, apart(kind, found), strict=True):
        pairs = [by_id[pair.pk] for pair in group]
        records = {record.pk: record for one in pairs for record in one.records}
        made.append(Group(pairs, [records[pk] for pk in sorted(records)], said))
    return made
