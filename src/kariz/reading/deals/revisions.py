"""Revisions of one quote: rows with its number, each with a letter or a number of its revision. The last one is the deal."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from rapidfuzz.distance import OSA

from kariz.localisation.digits import to_latin
from kariz.localisation.text import fold, squash
from kariz.reading.cells.cells import Cell, Row, plain
from kariz.reading.cells.values import LOST, RESTING, WON, read_line
from kariz.reading.deals.stages import outcome_told
from kariz.reading.layout.asides import REVISED
from kariz.reading.names.alike import are_alike, are_short_alike

SEEN = 100_000
_COLUMNS = frozenset(map(squash, "rev|revision|rev no|ویرایش|شماره ویرایش|بازنگری".split("|")))  # noqa: SIM905
_VERSIONS = frozenset(map(squash, "version|نسخه".split("|")))  # noqa: SIM905
"""Of a quote, or of what is sold: only the titles tell."""
_REVISION, _VERSION = "revision|rev|ویرایش|بازنگری", "version|ver|نسخه"
_SEPARATED = r"[\s.:#\-]*"
_SAID = re.compile(rf"(?:(?:{_REVISION}|{_VERSION}){_SEPARATED})?(\d{{1,2}}|[a-z])")
_BEHIND_NUMBER, _BEHIND_TITLE = (
    re.compile(rf"(?P<of>.*\w)[\s\-/_.,،(]+(?:{marks}){_SEPARATED}(?P<said>\d{{1,2}}|[a-z])\)?$")
    for marks in (f"{_REVISION}|{_VERSION}", _REVISION)
)
_ENDS = frozenset({WON, LOST, RESTING})
LONG = 5
"""Letters of a word of a title in which one may be another, missing or too many."""


class _Revision(NamedTuple):
    row: int
    order: int
    customer: str
    title: str
    """Folded, without the revision behind it."""
    number: str
    words: Sequence[str]
    """Of its stage and its outcome."""

    def end(self) -> str:
        """The outcome that they say; "" where it goes on."""
        ends = {outcome_told(text) for text in self.words} & _ENDS
        return WON if WON in ends else next(iter(ends), "")


class _Places(NamedTuple):
    """Where in a row stands what tells of revisions."""

    customer: int
    column: int | None
    """Of revisions."""
    number: int | None
    title: int | None
    words: Sequence[int]
    """Of stages and outcomes."""


def look(
    rows: Iterator[Row], columns: Sequence[str], mapping: Mapping[str, str], asides: Mapping[str, str]
) -> dict[str, str]:
    """{number of the row: REVISED and the number of the last revision}. A revision stands in a column of its own, or
    behind the number or the title; the rows are of one customer and title, and no revision stands there twice."""
    if (places := _places(columns, mapping)) is None:
        return {}
    found: dict[str, list[_Revision]] = defaultdict(list)
    for row, cells in islice(rows, SEEN):
        if str(row) not in asides and (said := _revision(row, cells, places)) is not None:
            found[said[0]].append(said[1])
    out: dict[str, str] = {}
    for of in found.values():
        out |= _earlier(of)
    return out


def _places(columns: Sequence[str], mapping: Mapping[str, str]) -> _Places | None:
    fields = [mapping.get(name) for name in columns]
    number, title, company, contact = (
        fields.index(field) if field in fields else None
        for field in ("external_id", "title", "company", "contact")
    )
    customer = company if company is not None else contact
    if customer is None or (number is None and title is None):
        return None
    known = _COLUMNS if title is None else _COLUMNS | _VERSIONS
    column = next((place for place, name in enumerate(columns) if squash(name) in known), None)
    words = [place for place, field in enumerate(fields) if field in ("stage", "outcome")]
    return _Places(customer, column, number, title, words)


def _earlier(of: Sequence[_Revision]) -> dict[str, str]:
    last = max(of, key=lambda one: one.order)
    if len({one.order for one in of}) < len(of) or not all(_is_of_one(one, last) for one in of):
        return {}
    return {str(one.row): f"{REVISED}:{last.row}" for one in of if one is not last and _gives_way(one, last)}


def _gives_way(one: _Revision, last: _Revision) -> bool:
    """What was won stays. What was lost or rests does as well, but where it has the very number of a later revision:
    rows of one number are one deal, which goes on as that revision says."""
    end = one.end()
    return not end or (end != WON and one.number != "" and one.number == last.number)


def _is_of_one(one: _Revision, other: _Revision) -> bool:
    """Have they one customer and one title?"""
    if not (are_alike(one.customer, other.customer) or are_short_alike(one.customer, other.customer)):
        return False
    if not (one.title and other.title) or squash(one.title) == squash(other.title):
        return True
    words, others = one.title.split(), other.title.split()
    return len(words) == len(others) and all(map(_is_slip, words, others))


def _is_slip(word: str, other: str) -> bool:
    if word == other:
        return True
    return (
        word.isalpha()
        and other.isalpha()
        and min(len(word), len(other)) >= LONG
        and OSA.distance(word, other) == 1
    )


def _revision(row: int, cells: Sequence[Cell], places: _Places) -> tuple[str, _Revision] | None:
    """(of which quote, the how manieth): one that says none is the first."""
    if not (whose := _text(cells, places.customer)):
        return None
    number = _folded(cells, places.number)
    called = title = _folded(cells, places.title)
    # Beside a number a version is one of the quote.
    marked = (_BEHIND_NUMBER if number else _BEHIND_TITLE).fullmatch(title)
    if marked:
        title = marked["of"]
    if number and places.column is not None:
        said = _SAID.fullmatch(_folded(cells, places.column))
        key, order = f"n{number}", said[1] if said else ""
    elif number:
        found = _BEHIND_NUMBER.fullmatch(number) or marked
        key = f"n{found['of'] if found and found is not marked else number}"
        order = found["said"] if found else ""
    elif called:
        key, order = f"{fold(whose)}\n{title}", marked["said"] if marked else ""
    else:
        return None
    words = [text for place in places.words if (text := _text(cells, place))]
    return key, _Revision(row, _order(order), whose, title, number, words)


def _order(said: str) -> int:
    if not said:
        return 0
    return int(said) if said.isdecimal() else ord(said) - ord("a") + 1


def _folded(cells: Sequence[Cell], place: int | None) -> str:
    return fold(to_latin(_text(cells, place))) if place is not None else ""


def _text(cells: Sequence[Cell], place: int) -> str:
    cell = plain(cells[place]) if place < len(cells) else ""
    return read_line(cell) if cell != "" else ""
