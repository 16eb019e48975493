"""Which lists of deals of a set go on with the deals of another list in it, as their numbers tell."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.core.cache import cache

from kariz.exchange.models import Import
from kariz.exchange.queries.known.custom import NEW
from kariz.exchange.queries.known.tables import table_of
from kariz.exchange.queries.pages.together import of_set
from kariz.localisation.text import fold
from kariz.reading.cells.cells import Cell, plain
from kariz.reading.cells.values import BadValue, read_line
from kariz.reading.deals.continued import (
    CONTINUES,
    FIELD,
    Column,
    Continued,
    Numbered,
    continued,
    folded,
    may_name_them,
    names_them,
)
from kariz.reading.deals.own_numbers import NUMBERS, Whose
from kariz.reading.rows.cell_readers import READERS
from kariz.records import storage

MOST = 100_000
"""Rows that are read for it."""
MOST_HELD = 400_000
"""Numbers of all lists of a set that are held while it is found out which goes on with which."""
KEPT = 24 * 3600
NAMES = ("external_id", "company", "contact", FIELD)
"""What columns are that it is read from."""
_HEADER = re.compile(r"شماره|\bش\b|کد\b|شناسه|\bno\b|number|\bid\b|\bref|code|#")
"""Of a column that may number deals although its header was not known."""
OPEN = frozenset({"external_id", "notes", FIELD})
"""What a column may have been taken for that names numbers of another sheet."""


@dataclass(frozen=True, slots=True)
class Link:
    """A column of a list, and the list whose deals' numbers it names."""

    part: Import
    column: str
    of: Import
    number: str
    """The column of that list that numbers its deals."""


def going_on(one: Import) -> Continued | None:
    """The deals that the rows of a list continue; None where it says of none, or where their list is not beside it. What
    was read is kept: neither file changes."""
    of = _referred(one)
    if of is None:
        return None
    said = [_mark(part) for part in (one, of)]
    key = f"import-going-on-{_digest(said)}"
    if (known := cache.get(key)) is None:
        known = continued(numbered(of, _column(of, "external_id")), numbered(one, _column(one, FIELD)))
        known.read = MOST if max(one.total, of.total) > MOST else 0
        cache.set(key, known, KEPT)
    return known


def later_keys(one: Import) -> frozenset[str]:
    """The numbers of its deals with which other lists of the set go on: those know later what became of them."""
    if one.part_of_id is None:
        return frozenset()
    parts = [part for part in of_set(one) if part.kind == Import.Kind.DEALS]
    later = [part for part in parts if part.layout.get(CONTINUES, {}).get("of") == one.pk]
    found = [known for part in later if (known := going_on(part))]
    return frozenset(key for known in found for key in known.first)


def _referred(one: Import) -> Import | None:
    pk = one.layout.get(CONTINUES, {}).get("of")
    if pk is None or one.part_of_id is None or FIELD not in one.mapping.values():
        return None
    found = next((part for part in of_set(one) if part.pk == pk), None)
    return found if found and _readable(found) and _readable(one) else None


def _readable(part: Import) -> bool:
    return part.kind == Import.Kind.DEALS and storage.path_of(part.stored).exists()


def _mark(part: Import) -> list[object]:
    layout = {name: said for name, said in part.layout.items() if name not in (CONTINUES, NUMBERS)}
    named = {column: name for column, name in part.mapping.items() if name in NAMES}
    return [part.stored, layout, named, part.lines_left_out]


def _column(part: Import, name: str) -> str:
    return next((column for column, known in part.mapping.items() if known == name), "")


def numbered(part: Import, column: str) -> list[Numbered]:
    """The rows of a list that have a number in that column."""
    return list(_numbered(part, column)) if column in part.columns else []


def _numbered(part: Import, column: str) -> Iterator[Numbered]:
    own = _column(part, "external_id") if part.mapping.get(column) == FIELD else ""
    whose = _column(part, "company") or _column(part, "contact")
    place, firm, mine = (_place(part, name) for name in (column, whose, own))
    asides = set(part.lines_left_out)
    for number, cells in islice(table_of(part).rows(), MOST):
        if number not in asides and (said := _number(cells, place)):
            yield Numbered(number, said, read_line(_cell(cells, firm))[:200], _number(cells, mine))


def numbers_of_rows(part: Import) -> Iterator[tuple[int, str, Whose]]:
    """Of the rows of a list that have a number of their own, which one, and whose they are."""
    names = ("external_id", "company", "contact", "title")
    place, *whose = (_place(part, _column(part, name)) for name in names)
    asides = set(part.lines_left_out)
    for number, cells in islice(table_of(part).rows(), MOST if place >= 0 else 0):
        if number not in asides and (said := _number(cells, place)):
            company, contact, title = (read_line(_cell(cells, one))[:200] for one in whose)
            yield number, said, Whose(company, contact, title)


def _place(part: Import, column: str) -> int:
    return part.columns.index(column) if column in part.columns else -1


def _cell(cells: Sequence[Cell], place: int) -> Cell:
    return plain(cells[place]) if 0 <= place < len(cells) else ""


def _number(cells: Sequence[Cell], place: int) -> str:
    cell = _cell(cells, place)
    try:
        return str(READERS[FIELD](cell))[:120] if cell != "" else ""
    except BadValue:
        return ""


class Links:
    """Which columns of lists name numbers of deals of other lists: each list is read once, as long as all that is read of
    them does not fill the memory."""

    def __init__(self, parts: Sequence[Import]) -> None:
        self._parts = parts
        self._open = {part.pk: [name for name in part.columns if _may_name(part, name)] for part in parts}
        self._read: dict[int, dict[str, Column]] = {}
        self._held = 0

    def of(self, part: Import) -> list[tuple[int, Link]]:
        """The columns of a list that name numbers of deals of others, each with the percent of its rows that do."""
        naming = {name: said for name in self._open[part.pk] if (said := self._columns(part)[name]).rows}
        return [
            (share, Link(part, column, other, number))
            for other in (self._parts if naming else ())
            if other.pk != part.pk
            for number in _numbers(other)
            for column, said in naming.items()
            if (share := names_them(self._columns(other)[number], said))
        ]

    def asked(self, part: Import, others: Sequence[Import]) -> set[str]:
        """The columns of a list of which some row names the number of a deal of one of those."""
        numbers = {other: _column(other, "external_id") for other in others}
        mine = self._columns(part) if any(numbers.values()) else {}
        found: set[str] = set()
        for other, number in numbers.items():
            known = self._columns(other)[number] if number else Column()
            found |= {name for name in self._open[part.pk] if mine and may_name_them(known, mine[name])}
        return found

    def _columns(self, part: Import) -> dict[str, Column]:
        if (found := self._read.get(part.pk)) is None:
            found = _compared(part, {*self._open[part.pk], *_numbers(part)})
            count = sum(len(column.rows) for column in found.values())
            if self._held + count <= MOST_HELD or not self._read:
                self._read[part.pk] = found
                self._held += count
        return found


def _compared(part: Import, columns: Collection[str]) -> dict[str, Column]:
    """The numbers in those columns of a list, with whose they are, in one go."""
    found = {column: Column() for column in columns}
    places = [(part.columns.index(name), column) for name, column in found.items() if name in part.columns]
    firm = _place(part, _column(part, "company") or _column(part, "contact"))
    asides = set(part.lines_left_out)
    for number, cells in islice(table_of(part).rows(), MOST if places else 0):
        if number not in asides:
            whose = read_line(_cell(cells, firm))[:200]
            for place, column in places:
                if said := _number(cells, place):
                    column.take(said, whose)
    return found


def column_of(part: Import) -> str:
    """The column that names the deals which rows of the list continue; "" without one."""
    return _column(part, FIELD)


def _may_name(part: Import, column: str) -> bool:
    return _is_open(part.mapping.get(column, ""))


def _is_open(name: str) -> bool:
    return not name or name in OPEN or name.startswith(NEW)


def _numbers(part: Import) -> Collection[str]:
    """The column that numbers the deals of a list, or those that may."""
    if own := _column(part, "external_id"):
        return [own]
    free = (column for column in part.columns if _is_open(part.mapping.get(column, "")))
    return [column for column in free if _HEADER.search(fold(column))]


def referred_by(one: Import, column: str, others: Sequence[Import]) -> Import | None:
    """The list of which that column names the most numbers, whatever their share."""
    said = [folded(row.number) for row in numbered(one, column)]
    best: tuple[int, Import | None] = (0, None)
    for other in others:
        known = {folded(row.number) for row in numbered(other, _column(other, "external_id"))}
        if (count := sum(number in known for number in said)) > best[0]:
            best = count, other
    return best[1]


def figures(one: Import) -> dict[str, int]:
    """{"rows": so many go on with deals of the other list, "alone": so many do not}; further rows of one number count
    too."""
    known = going_on(one)
    if known is None:
        return {"rows": 0, "alone": 0}
    rows = 0
    for row in numbered(one, _column(one, FIELD)):
        key = known.keys.get(folded(row.number), ("", ""))[0]
        first = known.first.get(key)
        rows += first is not None and first.own == folded(row.own)
    return {"rows": rows, "alone": max(0, one.total - one.left_out - rows)}


def others(part: Import, parts: Iterable[Import]) -> list[Import]:
    """The lists that do not go on with this one, over however many between."""
    of = {one.pk: one.layout.get(CONTINUES, {}).get("of") for one in parts}
    after = {part.pk}
    while more := {pk for pk, before in of.items() if before in after} - after:
        after |= more
    return [one for one in parts if one.pk not in after]


def asked_columns(parts: Iterable[Import]) -> dict[int, list[str]]:
    """{part: the columns of which a person may say that they name the deals which its rows continue}, where the answer
    changes what comes: the one that does, and those with numbers of another list. Kept, as pages ask often."""
    lists = [part for part in parts if part.kind == Import.Kind.DEALS and part.mapping and _readable(part)]
    if len(lists) < 2:
        return {}
    said = [[*_mark(part), part.mapping, part.layout.get(CONTINUES, {}).get("of")] for part in lists]
    key = f"import-asked-columns-{_digest(said)}"
    if (found := cache.get(key)) is None:
        links = Links(lists)
        found = [links.asked(part, others(part, lists)) for part in lists]
        cache.set(key, found, KEPT)
    return {
        part.pk: [name for name in part.columns if name and (name in named or name == column_of(part))]
        for part, named in zip(lists, found, strict=True)
    }


def going_on_of(parts: Sequence[Import]) -> dict[int, dict[str, Any]]:
    """{part: {"column", "of", "name", "rows", "alone"}} of lists of deals that have another one beside them; `of` is None
    and `column` blank where the list goes on with none."""
    lists = {part.pk: part for part in parts if part.kind == Import.Kind.DEALS and part.mapping}
    found: dict[int, dict[str, Any]] = {}
    for part in lists.values() if len(lists) > 1 else ():
        said = part.layout.get(CONTINUES, {})
        of = lists.get(said.get("of", 0))
        found[part.pk] = {"column": column_of(part), "of": None, "name": "", "rows": 0, "alone": 0}
        if of is not None:
            found[part.pk] |= {**said, "name": of.sheet or of.name}
    return found


def _digest(said: object) -> str:
    return hashlib.blake2s(json.dumps(said, default=str).encode(), digest_size=12).hexdigest()
