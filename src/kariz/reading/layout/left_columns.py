"""Columns of phone numbers, of days or of people that are left out of a list: nobody means that."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from kariz.localisation.digits import to_latin
from kariz.people import normal
from kariz.reading.cells.cells import Cell, plain
from kariz.reading.columns.settling import day_of, most, says_number
from kariz.reading.days.years import month_and_day, without_year
from kariz.reading.names.names import people_in, reads_as_person

KINDS = frozenset({"deals", "contacts", "companies"})
_DIALLED = re.compile(r"[+0(]\d[\d\s().\-–+/]{6,40}")
_BETWEEN = re.compile(r":::|[;,،/]")


def left_phones(
    kind: str, columns: Sequence[str], mapping: Mapping[str, str], rows: Sequence[Sequence[Cell]]
) -> list[str]:
    """In the order of the file; `rows` are the first ones."""
    if kind not in KINDS:
        return []
    return [
        column
        for place, column in enumerate(columns)
        if column not in mapping and _are_phones([row[place] for row in rows if place < len(row)])
    ]


DATED = frozenset({"deals", "activities"})
FEWEST = 2


def left_days(
    kind: str, columns: Sequence[str], mapping: Mapping[str, str], rows: Sequence[Sequence[Cell]]
) -> list[str]:
    """The same of days, with their year or without, in a list of deals or of work."""
    if kind not in DATED:
        return []
    return [
        column
        for place, column in enumerate(columns)
        if column not in mapping
        and not says_number(column)
        and _are_days([row[place] for row in rows if place < len(row)])
    ]


PEOPLE = KINDS | {"activities"}
SOME = 5
"""One of so many."""
_NAMED = re.compile(r"[A-Z][\w'’-]*\.?(?: [A-Z][\w'’-]+){1,3}")
NAMES = 4
"""Different people that say anything of a column."""


def left_people(
    kind: str, columns: Sequence[str], mapping: Mapping[str, str], rows: Sequence[Sequence[Cell]]
) -> list[str]:
    """The same of people."""
    if kind not in PEOPLE:
        return []
    return [
        column
        for place, column in enumerate(columns)
        if column not in mapping and _are_people([row[place] for row in rows if place < len(row)])
    ]


def _are_people(cells: Sequence[Cell]) -> bool:
    said = [cell for cell in cells if cell != ""]
    texts = [cell for cell in map(plain, said) if isinstance(cell, str)]
    if len(set(texts)) < NAMES or len(texts) < len(said):
        return False
    names = [people_in(text)[0][0].name for text in texts]
    known = [reads_as_person(name) for name in names]
    # Of English names few are known; in a column of people some are, and the others look like names.
    return most(known) or (SOME * sum(known) >= len(known) and most(map(_looks_named, names)))


def _looks_named(name: str) -> bool:
    return _NAMED.fullmatch(name.strip()) is not None


def _are_days(cells: Sequence[Cell]) -> bool:
    said = [cell for cell in cells if cell != ""]
    return len(said) >= FEWEST and most(map(_is_day, map(plain, said)))


def _is_day(cell: Cell) -> bool:
    # Other numbers are days in no column of which nothing is known.
    written = not isinstance(cell, int | float)
    return bool(day_of(cell) or (written and (without_year(cell) or month_and_day(cell))))


def _are_phones(cells: Sequence[Cell]) -> bool:
    said = [text for cell in cells if (text := to_latin(str(plain(cell))).strip())]
    return bool(said) and most(map(_is_phone, said))


def _is_phone(text: str) -> bool:
    parts = [part.strip() for part in _BETWEEN.split(text) if part.strip()]
    return bool(parts) and all(_DIALLED.fullmatch(part) and normal.phone(part) for part in parts)
