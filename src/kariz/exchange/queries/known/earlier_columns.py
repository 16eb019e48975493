"""A book that comes again with a column more or less, with its columns in another order, or with columns that are called
otherwise, is the book that came before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from django.db.models import QuerySet

from kariz.exchange.models import Import

FEWEST = 3
"""Columns by which a list is known."""
SHARE = 0.5
"""Of the columns of either list those that both have, at least."""
NEWEST = 200
"""Lists among which they are looked for."""
MOST = 3
"""Each is asked by a reading of the file."""
AWAY = -1
"""Where a column stands that the list has no more."""


class Earlier(NamedTuple):
    """Columns that a list had, and where each of them stands in the one that comes."""

    columns: list[str]
    places: list[int]

    @property
    def whole(self) -> bool:
        """Has the list all of them still? Its rows can then be compared as they are."""
        return AWAY not in self.places

    def is_all_of(self, one: Import) -> bool:
        """Does the list say nothing in further columns?"""
        return self.whole and len(set(self.places)) == len(one.columns)


def of(one: Import, lists: QuerySet[Import]) -> list[Earlier]:
    """The list's own columns, and those that it may have had before, the newest first. One query."""
    own = list(one.columns)
    found = [Earlier(own, list(range(len(own))))]
    seen = [own]
    for columns, mapping in lists.values_list("columns", "mapping")[:NEWEST]:
        if columns in seen:
            continue
        seen.append(columns)
        if (places := _places(one, columns, mapping)) is not None:
            found.append(Earlier(columns, places))
            if len(found) == MOST:
                break
    return found


def _places(one: Import, columns: Sequence[str], mapping: Mapping[str, str]) -> list[int] | None:
    """By their names, at least half of them; a column that is called otherwise is the only one that means the same field."""
    own = {column: at for at, column in enumerate(one.columns)}
    places = [own.get(column, AWAY) for column in columns]
    if sum(place != AWAY for place in places) < SHARE * len(columns):
        return None
    free = [at for column, at in own.items() if column not in columns and column in one.mapping]
    for at, column in enumerate(columns):
        field = mapping.get(column)
        fits = [place for place in free if one.mapping[one.columns[place]] == field]
        if places[at] == AWAY and field and len(fits) == 1:
            places[at] = fits[0]
            free.remove(fits[0])
    held = sum(place != AWAY for place in places)
    return places if held >= max(FEWEST, SHARE * max(len(own), len(columns))) else None
