"""Revisions of one quote: rows with its number, each with a letter or a number of its revision. The last one is the deal."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from kariz.exchange.rules.alike import are_alike
from kariz.exchange.rules.asides import REVISED
from kariz.exchange.rules.cells import Cell, Row, plain
from kariz.exchange.rules.values import read_line
from kariz.localisation.digits import to_latin
from kariz.localisation.text import fold, squash

SEEN = 100_000
_COLUMNS = frozenset(map(squash, "rev|revision|rev no|version|ویرایش|شماره ویرایش|بازنگری|نسخه".split("|")))  # noqa: SIM905
_MARK = r"(?:revision|rev|version|ver|ویرایش|بازنگری|نسخه)[\s.:#\-]*"
_SAID = re.compile(rf"(?:{_MARK})?(\d{{1,2}}|[a-z])")
_BEHIND = re.compile(rf"(?P<of>.*\w)[\s\-/_.,،(]+{_MARK}(?P<said>\d{{1,2}}|[a-z])\)?$")


class _Revision(NamedTuple):
    row: int
    order: int
    customer: str


def look(
    rows: Iterator[Row], columns: Sequence[str], mapping: Mapping[str, str], asides: Mapping[str, str]
) -> dict[str, str]:
    """{number of the row: REVISED and the number of the last revision}. A revision stands in a column of its own, or
    behind the number or the title; the rows are of one customer, and no revision stands there twice."""
    column = next((place for place, name in enumerate(columns) if squash(name) in _COLUMNS), None)
    number, title, company, contact = (
        next((place for place, name in enumerate(columns) if mapping.get(name) == field), None)
        for field in ("external_id", "title", "company", "contact")
    )
    customer = company if company is not None else contact
    if customer is None or (number is None and title is None):
        return {}
    found: dict[str, list[_Revision]] = defaultdict(list)
    for row, cells in islice(rows, SEEN):
        whose = _text(cells, customer)
        if str(row) in asides or not whose:
            continue
        if (said := _revision(cells, column, number, title, whose)) is not None:
            found[said[0]].append(_Revision(row, said[1], whose))
    out: dict[str, str] = {}
    for of in found.values():
        out |= _earlier(of)
    return out


def _earlier(of: Sequence[_Revision]) -> dict[str, str]:
    last = max(of, key=lambda one: one.order)
    orders = {one.order for one in of}
    if len(orders) < len(of) or not all(are_alike(one.customer, last.customer) for one in of):
        return {}
    return {str(one.row): f"{REVISED}:{last.row}" for one in of if one is not last}


def _revision(
    cells: Sequence[Cell], column: int | None, number: int | None, title: int | None, whose: str
) -> tuple[str, int] | None:
    """(of which quote, the how manieth): one that says none is the first."""
    if number is not None and (text := _folded(cells, number)):
        if column is not None:
            said = _SAID.fullmatch(_folded(cells, column))
            return (f"n{text}", _order(said[1])) if said else (f"n{text}", 0)
        found = _BEHIND.fullmatch(text)
        return (f"n{found['of']}", _order(found["said"])) if found else (f"n{text}", 0)
    if title is None or not (text := _folded(cells, title)):
        return None
    found = _BEHIND.fullmatch(text)
    firm = fold(whose)
    return (f"{firm}\n{found['of']}", _order(found["said"])) if found else (f"{firm}\n{text}", 0)


def _order(said: str) -> int:
    return int(said) if said.isdecimal() else ord(said) - ord("a") + 1


def _folded(cells: Sequence[Cell], place: int) -> str:
    return fold(to_latin(_text(cells, place)))


def _text(cells: Sequence[Cell], place: int) -> str:
    cell = plain(cells[place]) if place < len(cells) else ""
    return read_line(cell) if cell != "" else ""
