"""What columns without names would be called, as their values say it: who keeps a list without a heading knows it by heart.
Only of a list of which no column has a name."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from kariz.localisation.digits import to_latin
from kariz.localisation.text import squash
from kariz.reading.cells.cells import Cell, plain
from kariz.reading.cells.phones import are_mobiles
from kariz.reading.cells.units import is_amount
from kariz.reading.columns.settling import day_of, most
from kariz.reading.deals.stages import apart, is_word, outcome_told
from kariz.reading.layout.sums import number_of
from kariz.reading.names.firm_names import is_firm
from kariz.reading.names.names import reads_as_person

_UNNAMED = re.compile(r"(?:column|ستون) (\d+)", re.IGNORECASE)
FEWEST = 3
"""Cells that tell anything of a column."""
LEAST = 1_000
"""Smaller numbers count things, or rows."""
FIRMS, WORDS = 0.3, 0.6
"""Of the cells of a column those that say a firm, or how a deal stands: few firms and not all words say it."""
LONGEST = 40
_PHONE = re.compile(r"(?:[+0(]\d|\d{2,4}[-. ]\d)[\d\s().\-–/]{4,20}")
SOME = 5
"""One of so many names has a common given name, where the others are written like names."""
_NAMED = re.compile(r"[A-Z][\w'’-]*\.?(?: [A-Z][\w'’-]+){1,3}")


def named(columns: Sequence[str], rows: Sequence[Sequence[Cell]]) -> list[str]:
    """The columns by names that say what stands below them; as they are, where any has a name of its own, or nothing says
    what the list is of."""
    numbers = [found and int(found[1]) for found in map(_UNNAMED.fullmatch, map(to_latin, columns))]
    if numbers != [*range(1, len(columns) + 1)]:
        return [*columns]
    cells = [
        [cell for row in rows if place < len(row) and (cell := plain(row[place])) != ""]
        for place in range(len(columns))
    ]
    said: dict[str, int] = {}
    for name, is_such in _KINDS:
        free = [place for place in range(len(columns)) if place not in said.values()]
        if found := [place for place in free if len(cells[place]) >= FEWEST and is_such(cells[place])]:
            said[name] = found[0]
    if {"Amount", "Stage"}.isdisjoint(said):
        return [*columns]
    called = {place: name for name, place in said.items()}
    return [called.get(place, column) for place, column in enumerate(columns)]


def _are_phones(cells: Sequence[Cell]) -> bool:
    # 2026-09-28 is written like one.
    return not _are_days(cells) and most(
        _PHONE.fullmatch(to_latin(str(cell)).strip()) is not None for cell in cells
    )


def _are_mobiles(cells: Sequence[Cell]) -> bool:
    return _are_phones(cells) and are_mobiles(cells)


def _are_days(cells: Sequence[Cell]) -> bool:
    return most(day_of(cell) is not None for cell in cells)


def _are_amounts(cells: Sequence[Cell]) -> bool:
    return not _are_phones(cells) and not _are_days(cells) and most(map(_is_amount, cells))


def _is_amount(cell: Cell) -> bool:
    number = number_of(cell)
    return number >= LEAST if number is not None else isinstance(cell, str) and is_amount(cell)


def _are_stages(cells: Sequence[Cell]) -> bool:
    texts = _texts(cells)
    known = sum(is_word(apart(text)[0] or text, ()) or bool(outcome_told(text)) for text in texts)
    return max(map(len, texts), default=0) <= LONGEST and known >= max(FEWEST, WORDS * len(cells))


def _are_people(cells: Sequence[Cell]) -> bool:
    texts = _texts(cells)
    known = [reads_as_person(text) and not is_firm(text) for text in texts]
    written = all(_NAMED.fullmatch(text) and not is_firm(text) for text in texts)
    return len(texts) == len(cells) and (most(known) or (written and SOME * sum(known) >= len(known)))


def _are_firms(cells: Sequence[Cell]) -> bool:
    texts = _texts(cells)
    return len(texts) == len(cells) and sum(map(is_firm, texts)) >= FIRMS * len(texts)


def _are_titles(cells: Sequence[Cell]) -> bool:
    """Short texts of several words, each another one."""
    texts = _texts(cells)
    short = len(texts) == len(cells) and max(map(len, texts)) <= 2 * LONGEST
    return short and len(set(map(squash, texts))) >= 0.8 * len(texts) and most(" " in text for text in texts)


def _texts(cells: Sequence[Cell]) -> list[str]:
    return [text for cell in cells if isinstance(cell, str) and (text := cell.strip()) and _is_text(text)]


def _is_text(text: str) -> bool:
    return number_of(text) is None and not _PHONE.fullmatch(to_latin(text))


_KINDS: tuple[tuple[str, Callable[[Sequence[Cell]], bool]], ...] = (
    ("Mobile", _are_mobiles),
    ("Phone", _are_phones),
    ("Date", _are_days),
    ("Amount", _are_amounts),
    ("Stage", _are_stages),
    ("Company", _are_firms),
    ("Contact", _are_people),
    ("Title", _are_titles),
)
"""Each takes the first column that it fits."""
