"""Parts of a list that are called after how their deals ended: below "WON 2026", «از دست رفته‌ها» a row that names no status
has that one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from typing import Any

from kariz.reading.cells.cells import Cell, Repeated, Row
from kariz.reading.cells.periods import is_heading, is_period, words_of
from kariz.reading.columns.lists_of_ends import end_of
from kariz.reading.layout.asides import DIVIDER
from kariz.reading.layout.headed import bare

PART_ENDS = "part_ends"
"""Under which the layout keeps {"place": the column of statuses, "rows": {row of a heading: the word for how the deals of
its part ended, or "" for none}}."""
SEEN = 100_000
LONGEST = 80


def look(
    rows: Iterator[Row], asides: Mapping[str, str], place: int, word: Callable[[str], str]
) -> dict[str, Any]:
    """What the layout keeps; nothing where no heading says an end. `word`: how an end is said in the list."""
    found: dict[str, str] = {}
    for number, cells in islice(rows, SEEN):
        text = _heading(cells) if asides.get(str(number)) == DIVIDER else ""
        if text:
            end = end_of([text], [])
            found[str(number)] = word(end) if end else ""
    return {"place": place, "rows": found} if any(found.values()) else {}


def _heading(cells: list[Cell]) -> str:
    """What a part is called; a period divides the part in which it stands."""
    said = [cell for cell in cells if cell != "" and not isinstance(cell, Repeated)]
    text = bare(said[0]) if len(said) == 1 and isinstance(said[0], str) and len(said[0]) <= LONGEST else ""
    return "" if is_heading(text) or is_period(words_of(text)) else text


def filled(rows: Iterator[Row], said: Mapping[str, Any] | None, asides: Mapping[str, str]) -> Iterator[Row]:
    """The rows, those of such a part with the word where they name no status."""
    if not said:
        yield from rows
        return
    place, word = int(said["place"]), ""
    for number, cells in rows:
        heading = said["rows"].get(str(number))
        word = word if heading is None else heading
        if (
            heading is None
            and word
            and str(number) not in asides
            and (place >= len(cells) or cells[place] == "")
        ):
            yield number, [*cells[:place], *[""] * (place - len(cells)), word, *cells[place + 1 :]]
        else:
            yield number, cells
