"""Whose the number is that stands beside several people in one row: whoever has it alone in another row or list, or here."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from itertools import islice

from django.core.cache import cache

from kariz.exchange.models import Import
from kariz.exchange.queries.known.directory import MOST, Asked, people_here
from kariz.exchange.queries.known.marks import mark_of
from kariz.exchange.queries.known.tables import table_of
from kariz.exchange.queries.pages.together import of_set
from kariz.people import normal
from kariz.reading.cells.cells import Cell, plain
from kariz.reading.cells.phones import read_phones
from kariz.reading.cells.values import BadValue, read_lines
from kariz.reading.columns import more_people
from kariz.reading.deals.other_books import COMES
from kariz.reading.names import several
from kariz.reading.names.calls_of_rows import CALLED
from kariz.reading.names.directory import Directory, Entry
from kariz.reading.names.names import may_be_several, people_in
from kariz.reading.rows.settings import SPLIT, settings_of
from kariz.records import storage

NUMBERS = frozenset({"mobile", "phone", CALLED})
KINDS = (Import.Kind.CONTACTS, Import.Kind.DEALS, Import.Kind.ACTIVITIES)
KEPT = 24 * 3600
Said = tuple[tuple[str, ...], frozenset[str]]
"""The people of a row, and the numbers beside them."""


def owners_of(one: Import) -> Directory | None:
    """None for lists without such rows."""
    fields = set(one.mapping.values())
    if one.kind not in several.KINDS or "contact" not in fields or not fields & NUMBERS or "id" in fields:
        return None
    settings = settings_of(one.options)
    if settings.of_product or settings.several != SPLIT or not _is_stored(one):
        return None
    if not any(may_be_several(text) for _row, text in _named(one)):
        # So it is in most files, and to tell the people of each cell takes several times as long.
        return None
    rows = _rows_of(one)
    asked = {number for people, numbers in rows if len(people) > 1 for number in numbers}
    if not asked:
        return None
    parts = [part for part in of_set(one) if part.pk != one.pk and part.options.get(COMES, True)]
    said = [rows, *(_rows_of(part) for part in parts if part.kind in KINDS and _is_stored(part))]
    alone = [Entry("", people[0], found) for some in said for people, found in some if len(people) == 1]
    here = [entry for entry in people_here(one, Asked(numbers=asked)) if entry.person]
    return Directory([*(entry for entry in alone if entry.phones & asked), *here])


def _is_stored(one: Import) -> bool:
    return bool(one.stored) and storage.path_of(one.stored).exists()


def _rows_of(one: Import) -> list[Said]:
    """Read once, as long as the file is read in the same way."""
    key = f"import-owners-1-{mark_of(one)}"
    if (known := cache.get(key)) is None:
        known = list(_read(one))
        cache.set(key, known, KEPT)
    return list(known)


def _named(one: Import) -> Iterator[tuple[list[tuple[str, Cell]], str]]:
    """(cells by their fields, what they name people by) of each row that names somebody."""
    said = [(place, one.mapping.get(column, "")) for place, column in enumerate(one.columns)]
    further = more_people.ways(said, one.columns)
    fields = [(place, name) for place, name in said if place not in further]
    left = frozenset(one.lines_left_out)
    for line, cells in islice(table_of(one).rows(), MOST):
        row = [(name, plain(cells[place])) for place, name in fields if name and place < len(cells)]
        whom = next((read_lines(cell) for name, cell in row if name == "contact" and cell != ""), "")
        whole = [
            read_lines(cell) for part in ("first_name", "last_name") for name, cell in row if name == part
        ]
        text = whom or " ".join(filter(None, whole))
        if text and line not in left:
            yield row, text


def _read(one: Import) -> Iterator[Said]:
    for row, text in _named(one):
        found = people_in(text)[0]
        beside = {number for name, cell in row if name in NUMBERS for number in _numbers(cell)}
        own = any(one.phones for one in found)
        if len(found) == 1 or (not own and len(beside) != len(found)):
            numbers = (
                (*beside, *filter(None, map(normal.phone, found[0].phones))) if len(found) == 1 else beside
            )
            if numbers:
                yield tuple(one.name for one in found), frozenset(numbers)


def _numbers(cell: Cell) -> Iterator[str]:
    with suppress(BadValue):
        yield from filter(None, map(normal.phone, read_phones(cell) if cell != "" else ()))
