"""Lists of what was ordered and how it came out: the day of delivery is the one on which a deal was over, where no other
column says it. Deals of the same list that go on have no such day."""

from __future__ import annotations

from collections.abc import Sequence

from kariz.localisation.text import squash
from kariz.reading.cells.cells import Cell
from kariz.reading.cells.keys import keys_of
from kariz.reading.columns.settling import day_of, is_day, most, tomorrow
from kariz.reading.deals.stages import says_an_end

_DELIVERED = keys_of(
    "تاریخ تحویل|تحویل|روز تحویل|تاریخ تحویل کالا|تاریخ تحویل سفارش|تاریخ ارسال|تحویل شد در|"
    "delivered|delivered on|date delivered|delivery|delivery date|date of delivery|shipped on|date shipped"
)
FEWEST = 3
"""Days, and ends beside them, that tell that such a column holds days that have passed."""


def is_delivery(column: str) -> bool:
    """Does the header say when it was delivered?"""
    return squash(column) in _DELIVERED


def closes_then(mapping: dict[str, str], columns: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
    """Take it for the closing day of a list of deals, where those that say such a day have ended; days to come are
    promises."""
    if "closed_at" in mapping.values():
        return
    results = [place for place, column in enumerate(columns) if mapping.get(column) in ("outcome", "stage")]
    for place, column in enumerate(columns):
        if mapping.get(column, "expected_close") != "expected_close" or not is_delivery(column):
            continue
        filled = [row for row in rows if place < len(row) and row[place] != ""]
        days = [day for row in filled if (day := day_of(row[place])) is not None]
        if len(days) < FEWEST or not most(is_day(row[place]) for row in filled):
            continue
        if max(days) < tomorrow() and any(_have_ended(filled, result) for result in results):
            mapping[column] = "closed_at"
            return


def _have_ended(rows: Sequence[Sequence[Cell]], result: int) -> bool:
    said = [str(row[result]) for row in rows if result < len(row) and row[result] != ""]
    return len(said) >= FEWEST and most(map(says_an_end, said))
