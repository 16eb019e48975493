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


def stage_texts(one: Import) -> list[tuple[str, str]]:
    """The distinct (pipeline, stage) that rows name, most 200: "" where they name no pipeline, or only that; the
    outcome, where there is no stage."""
    named = {name: column for column, name in one.mapping.items()}
    places = [_place(one, named.get("pipeline")), _place(one, named.get("stage") or named.get("outcome"))]
    if places == [None, None]:
        return []
    found: dict[tuple[str, str], None] = {}
    for _number, cells in table_of(one).rows():
        pipeline, stage = (_text(cells, place) for place in places)
        if pipeline or stage:
            found.setdefault((pipeline, stage))
            if len(found) >= MOST_STAGES:
                break
    return list(found)


def owner_texts(one: Import) -> list[str]:
    """The distinct names in the owner column, most 200."""
    named = {name: column for column, name in one.mapping.items()}
    place = _place(one, named.get("owner"))
    found: dict[str, None] = {}
    for _number, cells in table_of(one).rows() if place is not None else ():
        if text := _text(cells, place):
            found.setdefault(text)
            if len(found) >= MOST_STAGES:
                break
    return list(found)


def _place(one: Import, column: str | None) -> int | None:
    return one.columns.index(column) if column in one.columns else None


def _text(cells: list[Cell], place: int | None) -> str:
    return read_line(cells[place])[:200] if place is not None and place < len(cells) else ""
