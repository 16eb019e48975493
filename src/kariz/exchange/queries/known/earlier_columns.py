"""A book that comes again with one column more, or with its columns in another order, is the book that came before."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import QuerySet

from kariz.exchange.models import Import

FEWEST = 3
"""Columns by which a list is known."""
SHARE = 0.5
"""Of the columns of a list those that it had before, at least."""
NEWEST = 200
"""Lists among which they are looked for."""
MOST = 3
"""Each is asked by a reading of the file."""


def of(one: Import, lists: QuerySet[Import]) -> list[list[str]]:
    """The list's own columns, and those that it may have had before, the newest first. One query."""
    own = list(one.columns)
    found = [own]
    for columns in lists.values_list("columns", flat=True)[:NEWEST]:
        enough = len(columns) >= max(FEWEST, SHARE * len(own))
        if enough and columns not in found and set(own).issuperset(columns):
            found.append(columns)
    return found[:MOST]


def places_of(columns: Sequence[str], one: Import) -> list[int] | None:
    """Where these stand in the list; None where they are its own."""
    own = list(one.columns)
    return None if list(columns) == own else [own.index(column) for column in columns]
