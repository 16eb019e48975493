"""Columns of phone numbers that are left out of a list of people, companies or deals: nobody means that."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from kariz.exchange.rules.cells import Cell, plain
from kariz.exchange.rules.settling import most
from kariz.localisation.digits import to_latin
from kariz.people import normal

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


def _are_phones(cells: Sequence[Cell]) -> bool:
    said = [text for cell in cells if (text := to_latin(str(plain(cell))).strip())]
    return bool(said) and most(map(_is_phone, said))


def _is_phone(text: str) -> bool:
    parts = [part.strip() for part in _BETWEEN.split(text) if part.strip()]
    return bool(parts) and all(_DIALLED.fullmatch(part) and normal.phone(part) for part in parts)
