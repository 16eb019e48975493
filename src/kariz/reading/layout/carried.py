"""Lists of calls and visits as people keep them: a day stands once for all that follows below it, and a letter for the
kind, as a line above the table says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from kariz.localisation.text import squash
from kariz.reading.cells.cells import Cell, Row, plain
from kariz.reading.cells.kinds_of_work import kind_of
from kariz.reading.cells.periods import is_period, words_of
from kariz.reading.layout.asides import DIVIDER

DAYS = ("due_at", "done_at")
_LEGEND = re.compile(r"(?<!\w)([^\W\d_]{1,3})\s*=\s*([^\W\d_]+(?:[\u200c-][^\W\d_]+)*)")
KEPT = ("carried", "letters")
"""What the layout keeps of it, beside lines that name a month."""
SEEN = 20_000
FEWEST = 5
"""Of so many rows at least one has no day, where a day is meant for those below it too."""


def look(
    rows: Iterator[Row], columns: Sequence[str], mapping: Mapping[str, str], layout: dict[str, Any]
) -> None:
    """Keep in the layout of a list of what was said which columns are to be filled from above, what its letters mean,
    and which lines name a month and nothing else."""
    if "said" not in mapping.values():
        return
    places = {mapping[column]: place for place, column in enumerate(columns) if column in mapping}
    day = next((places[name] for name in DAYS if name in places), None)
    if day is not None and _months_and_gaps(islice(rows, SEEN), day, layout):
        layout["carried"] = day
    letters = {
        squash(letter): word for letter, word in _LEGEND.findall(layout.get("title", "")) if kind_of(word)
    }
    if letters and "activity_kind" in places:
        layout["letters"] = {"place": places["activity_kind"], "words": letters}


def _months_and_gaps(rows: Iterator[Row], day: int, layout: dict[str, Any]) -> bool:
    """Is a blank day that of the row above?"""
    asides = layout.get("asides", {})
    months: dict[str, str] = {}
    dated: list[bool] = []
    for number, cells in rows:
        filled = [place for place, cell in enumerate(cells) if cell != ""]
        if filled == [day] and isinstance(cells[day], str) and is_period(words_of(str(cells[day]))):
            months[str(number)] = DIVIDER
        elif str(number) not in asides:
            dated.append(day in filled)
    if months:
        layout["asides"] = asides | months
    return bool(dated) and dated[0] and dated.count(False) * FEWEST >= len(dated)


def filled(rows: Iterator[Row], layout: Mapping[str, Any]) -> Iterator[Row]:
    """The rows with the days and the words that their cells stand for."""
    day, letters, asides = layout.get("carried"), layout.get("letters"), layout.get("asides", {})
    if day is None and not letters:
        yield from rows
        return
    above: Cell = ""
    for number, cells in rows:
        if str(number) in asides:
            above = ""
        else:
            if day is not None and day < len(cells):
                above = cells[day] = plain(cells[day]) if cells[day] != "" else above
            if letters and letters["place"] < len(cells):
                said = cells[letters["place"]]
                cells[letters["place"]] = letters["words"].get(squash(str(said)), said)
        yield number, cells
