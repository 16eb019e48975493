"""Rows of a file in the parts in which they are worked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice

from kariz.exchange.actions.at_work.context import Context
from kariz.exchange.models import Import
from kariz.exchange.queries.known.tables import number_of_rows
from kariz.reading.cells.cells import Row
from kariz.reading.cells.values import read_line
from kariz.reading.layout.below import groups_of, has_groups
from kariz.reading.rows.settings import OF_ROW

Size = Callable[[], int]
"""How many rows the next part should have."""


def parts_of(context: Context, start: int, size: Size) -> Iterator[list[Row]]:
    """Parts of `size()` rows behind the first `start` ones; of a history, and where rows are lines of deals that are
    added up, whole deals, whatever order the file has."""
    if not context.again:
        yield from _in_order(context, start, size)
        return
    # What says a deal again finds it: all others of the list have come in.
    for last in (False, True):
        for rows in _in_order(context, 0, size):
            part = [row for row in rows if (row[0] in context.again) == last]
            left, start = part[start:], max(0, start - len(part))
            if left:
                yield left


def _in_order(context: Context, start: int, size: Size) -> Iterator[list[Row]]:
    if context.one.kind == Import.Kind.HISTORY:
        yield from _whole_deals(context, "deal_ref", start, size)
        return
    if context.one.kind == Import.Kind.DEALS and adds_up(context):
        yield from _whole_deals(context, number_of_rows(context.one), start, size)
        return
    rows = context.table.rows(start)
    while part := list(islice(rows, size())):
        yield part


def adds_up(context: Context) -> bool:
    """Are rows lines of deals, each with its own amount?"""
    return context.settings.amounts_of == OF_ROW or has_groups(context.one.layout)


def _whole_deals(context: Context, name: str, start: int, size: Size) -> Iterator[list[Row]]:
    """The order depends on the file alone, so that who goes on behind a row finds the same parts."""
    named = {name: column for column, name in context.one.mapping.items()}
    place = context.one.columns.index(named[name]) if name in named else -1
    groups: dict[str | int, list[Row]] = {}
    below = groups_of(context.one.layout)
    for number, cells in context.table.rows():
        key = read_line(cells[place]) if 0 <= place < len(cells) else ""
        # A row without a number is a deal of its own, or below one.
        key = key or (below[number][0] if number in below else "")
        groups.setdefault(key or number, []).append((number, cells))
    part: list[Row] = []
    passed = 0
    for rows in groups.values():
        passed += len(rows)
        if passed <= start:
            continue
        part += rows
        if len(part) >= size():
            yield part
            part = []
    if part:
        yield part
