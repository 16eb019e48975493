"""A subtotal within a list that does not add up to the cent, for some of its amounts are words: what it lacks tells it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kariz.reading.cells.cells import Cell

COLUMNS = 3
"""So many columns of words stand in all other rows and not in this one: its customer, who sells, how far it is."""
RECORDS = 4
_NEARLY_ALL = 0.8


def lacks_all_others_say(
    cells: Sequence[Cell], worded: Mapping[int, int], records: int, least: int = COLUMNS
) -> bool:
    """`worded`: in how many of the `records` each column has words."""
    always = [place for place, count in worded.items() if count >= _NEARLY_ALL * records]
    missing = [place for place in always if place >= len(cells) or cells[place] == ""]
    # One of those may be where its own text stands.
    return records >= RECORDS and len(missing) >= max(least, len(always) - 1)
