"""Which companies a list of calls may name: those that are here, or in another list of its set."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import islice

from kariz.access.models import User
from kariz.exchange.models import Import
from kariz.exchange.queries.known.spellings import beside, together
from kariz.exchange.queries.known.tables import table_of
from kariz.reading.cells.cells import plain
from kariz.reading.names import whom
from kariz.reading.names.spellings import Spellings
from kariz.reading.rows.settings import settings_of
from kariz.records import storage

MOST = 20_000
"""Rows that are looked at."""
LOOKED_AT = 500
"""Rows by which a column is known to be one of companies."""


def firms_of(one: Import) -> Spellings | None:
    """The known companies that its cells may name; None for a list in which company and person stand apart, or one of
    another system, which says what it means."""
    column = whom.column_of(one.kind, one.columns, one.mapping)
    if not column or settings_of(one.options).of_product:
        return None
    return known_in(one, column, one.acts_as)


def known_in(one: Import, column: str, by: User) -> Spellings:
    asked = {name for text in set(texts_of(one, column)) for name in whom.names_in(text)}
    return together(beside(one), by, asked)


def left_firms(one: Import, by: User, meant: Collection[str] = ("",)) -> list[str]:
    """Columns that mean nothing, or one of the fields `meant`, of a list that says no company, below which companies of the
    other lists stand, or of ours. All columns are read at once, and asked about together."""
    if {"company", "company_ref"} & set(one.mapping.values()) or settings_of(one.options).of_product:
        return []
    columns = [column for column in one.columns if one.mapping.get(column, "") in meant]
    below = {
        column: names for column, names in names_below(one, columns).items() if len(names) >= whom.FEWEST
    }
    firms = together(beside(one), by, set().union(*below.values())) if below else frozenset[str]()
    return [column for column, names in below.items() if whom.are_firms(names, firms)]


def names_below(one: Import, columns: Collection[str]) -> dict[str, set[str]]:
    """{column: what stands in the first rows of it}"""
    below: dict[str, set[str]] = {column: set() for column in columns if column}
    if not below or not one.stored or not storage.path_of(one.stored).exists():
        return {}
    places = {one.columns.index(column): names for column, names in below.items()}
    for _number, cells in islice(table_of(one).rows(), LOOKED_AT):
        for place, names in places.items():
            cell = plain(cells[place]) if place < len(cells) else ""
            if isinstance(cell, str) and cell:
                names.add(cell)
    return below


def texts_of(one: Import, column: str) -> Iterator[str]:
    """What stands in the column, row by row."""
    if column not in one.columns or not one.stored or not storage.path_of(one.stored).exists():
        return
    place = one.columns.index(column)
    for _number, cells in islice(table_of(one).rows(), MOST):
        cell = plain(cells[place]) if place < len(cells) else ""
        if isinstance(cell, str) and cell:
            yield cell
