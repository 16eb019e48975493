"""Headings that part a list as a board is parted: «■ سرنخ», "— Quoted —" say in which stage the rows below stand."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from django.utils import translation

from kariz.localisation import home
from kariz.localisation.digits import to_latin
from kariz.localisation.said import gettext as _
from kariz.localisation.text import squash
from kariz.reading.cells.cells import Cell, Repeated, Row, Spanning
from kariz.reading.cells.periods import is_heading, is_period, words_of
from kariz.reading.layout.asides import HEADED
from kariz.reading.layout.grouped import LONGEST
from kariz.reading.layout.headers import unique_names

HEADINGS = "headed"
"""Under which the layout keeps {"place": the column in which they stand for each row, "rows": {row of a heading: what it
says}}."""
FEWEST = 2
SHARE = 0.5
SEEN = 20_000
MOST = 500
"""Rows that say one thing alone; a list that has more is no board."""
_COUNT = re.compile(r" ?(?:[(\[] ?\d[^()\[\]]{0,20}[)\]]|[-–—:] ?\d{1,4})$")
"""How many stand below: "Quoted (3)"."""
COUNTED = 40
"""Characters of a heading in which that is looked for."""
_SIGNS = "-–—*#_=~>|·•"


def look(
    rows: Iterator[Row], asides: Collection[str], is_word: Callable[[str], bool], means: Callable[[str], str]
) -> dict[int, str]:
    """{row of a heading: what it says} of a list whose headings mostly mean a stage or an end; a line that no sign marks
    is none unless it is such a word, or stands among them: it may be a customer."""
    alone: dict[int, tuple[str, bool]] = {}
    others = 0
    for number, cells in islice(rows, SEEN):
        filled = [cell for cell in cells if cell != "" and not isinstance(cell, Repeated)]
        text = filled[0] if len(filled) == 1 else ""
        said = bare(text) if isinstance(text, str) and len(text) <= LONGEST else ""
        if not said or is_heading(said) or is_period(words_of(said)):
            others += str(number) not in asides
        else:
            alone[number] = said, _is_marked(str(text)) or isinstance(text, Spanning)
    if not alone or not others or len(alone) > MOST or next(rows, None) is not None:
        return {}
    texts = {said for said, _marked in alone.values()}
    words = {said for said in texts if is_word(said)}
    meant = words | {said for said in texts - words if means(said) != ""}
    known = len({squash(said) for said in words})
    found = {
        number: said
        for number, (said, marked) in alone.items()
        if marked or said in words or (said in meant and known >= FEWEST)
    }
    different = {squash(said) for said in found.values()}
    sure = {squash(said) for said in found.values() if said in meant}
    return found if len(sure) >= FEWEST and len(sure) > SHARE * len(different) else {}


def bare(text: str) -> str:
    """A heading without its signs, and without how many stand below it."""
    start, end = 0, len(text)
    while start < end and (_is_sign(text[start]) or text[start].isspace()):
        start += 1
    while start < end and (_is_sign(text[end - 1]) or text[end - 1] in ":：" or text[end - 1].isspace()):
        end -= 1
    inner = text[start:end]
    words = " ".join(inner.split())
    tail = max(0, len(words) - COUNTED)
    counted = _COUNT.search(to_latin(words[tail:]))
    return words[: tail + counted.start()] if counted else words


def _is_marked(text: str) -> bool:
    return _is_sign(text.strip()[:1])


def _is_sign(char: str) -> bool:
    return bool(char) and (char in _SIGNS or unicodedata.category(char) == "So")


def keep(
    layout: Mapping[str, Any], columns: Sequence[str], found: Mapping[int, str]
) -> tuple[dict[str, Any], list[str]]:
    """The layout and the columns of a list in which what the headings say stands in a column of its own, behind all
    others."""
    widest = max(len(columns), *(1 + int(place) for place in layout.get("unnamed", {})), 0)
    with translation.override(home.language()):
        own = _("Heading above the row")
    names = unique_names([*columns, *[""] * (widest - len(columns)), own])
    asides = layout.get("asides", {}) | {str(number): HEADED for number in found}
    said = {"place": widest, "rows": {str(number): text for number, text in found.items()}}
    return {**layout, "asides": asides, HEADINGS: said}, names


def column_of(layout: Mapping[str, Any], columns: Sequence[str]) -> str:
    """The column of the headings, "" without one."""
    place = layout.get(HEADINGS, {}).get("place", len(columns))
    return columns[place] if place < len(columns) else ""


def own_columns(layout: Mapping[str, Any], columns: Sequence[str]) -> list[str]:
    """The columns that stand in the file."""
    return [*columns[: layout.get(HEADINGS, {}).get("place", len(columns))]]


def filled(rows: Iterator[Row], said: Mapping[str, Any] | None) -> Iterator[Row]:
    """The rows, with what the heading above them says."""
    if not said:
        yield from rows
        return
    place, above = int(said["place"]), ""
    for number, cells in rows:
        heading = said["rows"].get(str(number))
        above = above if heading is None else heading
        mine: list[Cell] = [*cells[:place], *[""] * (place - len(cells))]
        yield number, mine if heading is not None else [*mine, above]
