"""The file of an import, read again."""

from __future__ import annotations

from itertools import islice

from kariz.exchange.models import Import
from kariz.exchange.rules.cells import Cell
from kariz.exchange.rules.tables import Table
from kariz.exchange.rules.values import read_line
from kariz.records import storage

MOST_STAGES = 200
STAGED = (Import.Kind.DEALS, Import.Kind.HISTORY)
"""Kinds of file whose rows name stages."""


def table_of(one: Import) -> Table:
    """The table of the import's stored file."""
    return Table(storage.path_of(one.stored), one.layout, one.columns)


def first_rows(one: Import, count: int, *, header: bool = False) -> list[list[Cell]]:
    """The first data rows; with `header` the row of names counts as the first."""
    table = table_of(one)
    if header:
        table.layout = table.layout | {"header": False}
    return [cells for _number, cells in islice(table.rows(), count)]


def stage_texts(one: Import) -> list[str]:
    """The distinct texts of the stage column (or of the outcome, where there is no stage), most 200."""
    named = {name: column for column, name in one.mapping.items()}
    column = named.get("stage") or named.get("outcome")
    if column is None or column not in one.columns:
        return []
    place = one.columns.index(column)
    found: dict[str, None] = {}
    for _number, cells in table_of(one).rows():
        if place < len(cells) and cells[place] != "" and (text := read_line(cells[place])[:200]):
            found.setdefault(text)
            if len(found) >= MOST_STAGES:
                break
    return list(found)
