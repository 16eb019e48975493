"""Colours that say what the words of their rows say: so they say it of the rows without words, too."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import islice

from kariz.exchange.models import Import
from kariz.exchange.queries.known.tables import table_of
from kariz.pipeline.models import Stage
from kariz.reading.cells.cells import Cell
from kariz.reading.cells.values import LOST, RESTING, WON, read_line
from kariz.reading.deals.stages import is_word, match, outcome_told
from kariz.reading.files.colours import by_row
from kariz.reading.rows.settings import ENDS

LOOKED_AT = 5_000
FEWEST = 3
"""Rows of a colour whose words say one end."""
AGREED = "agreed_colours"
"""{colour: end}: so a layout keeps it."""


def agreed(one: Import, pipeline: int | None) -> dict[str, str]:
    """{colour: won, lost or resting}, where all rows of that colour that say anything say so, and more say it than do
    not. A word that nobody knows («تمام») says nothing."""
    colours = by_row(one.layout.get("colours", {})) if one.kind == Import.Kind.DEALS else {}
    places = [
        one.columns.index(column) for column, name in one.mapping.items() if name in ("outcome", "stage")
    ]
    if not colours or not places:
        return {}
    live = list(Stage.objects.filter(pipeline=pipeline, retired_at=None)) if pipeline else []
    said: dict[str, Counter[str]] = {}
    for number, row in islice(table_of(one).rows(), LOOKED_AT):
        if colour := colours.get(number):
            said.setdefault(colour, Counter())[_end(row, places, live)] += 1
    return {colour: end for colour, ends in said.items() if (end := _one(ends))}


def _end(row: list[Cell], places: list[int], stages: Sequence[Stage]) -> str:
    """ "" of a row without words that are known; "open" of one whose words say no end."""
    said = [text for place in places if place < len(row) and (text := read_line(row[place]))]
    words = [text for text in said if is_word(text, stages) or outcome_told(text) or match(text, stages)]
    ends = {outcome_told(word) for word in words}.intersection((WON, LOST, RESTING))
    return (ends.pop() if len(ends) == 1 else "open") if words else ""


def _one(ends: Mapping[str, int]) -> str:
    found = [end for end in ends if end]
    if len(found) != 1 or found[0] not in ENDS:
        return ""
    return found[0] if ends[found[0]] >= max(FEWEST, ends.get("", 0)) else ""
