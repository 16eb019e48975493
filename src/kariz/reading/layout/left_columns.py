"""Columns of phone numbers, or of days, that are left out of a list: nobody means that."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from kariz.localisation.digits import to_latin
from kariz.people import normal
from kariz.reading.cells.cells import Cell, plain
from kariz.reading.columns.settling import day_of, most
from kariz.reading.days.years import month_and_day, without_year

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
        if column not in mapping and _are_days([row[place] for row in rows if place < len(row)])
    ]


def _are_days(cells: Sequence[Cell]) -> bool:
    said = [cell for cell in cells if cell != ""]
    # Numbers are days in no column of which nothing is known.
    return len(said) >= FEWEST and most(
        not isinstance(plain(cell), int | float)
        and bool(day_of(plain(cell)) or without_year(plain(cell)) or month_and_day(plain(cell)))
        for cell in said
    )


def _are_phones(cells: Sequence[Cell]) -> bool:
    said = [text for cell in cells if (text := to_latin(str(plain(cell))).strip())]
    return bool(said) and most(map(_is_phone, said))


def _is_phone(text: str) -> bool:
    parts = [part.strip() for part in _BETWEEN.split(text) if part.strip()]
    return bool(parts) and all(_DIALLED.fullmatch(part) and normal.phone(part) for part in parts)
