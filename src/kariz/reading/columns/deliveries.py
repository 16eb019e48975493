"""Lists of what was ordered and how it came out: the day of delivery is the one on which a deal was over, where no other
column says it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kariz.localisation.text import squash
from kariz.reading.cells.cells import Cell
from kariz.reading.cells.keys import keys_of
from kariz.reading.cells.values import LOST, WON
from kariz.reading.columns.settling import day_of, most, tomorrow
from kariz.reading.deals.outcome_hints import hinted
from kariz.reading.deals.stages import outcome_said

_DELIVERED = keys_of(
    "تاریخ تحویل|تحویل|روز تحویل|تاریخ تحویل کالا|تاریخ تحویل سفارش|تاریخ ارسال|تحویل شد در|"
    "delivered|delivered on|date delivered|delivery|delivery date|date of delivery|shipped on|date shipped"
)
FEWEST = 3
"""Days that tell that such a column holds days that have passed."""


def is_delivery(column: str) -> bool:
    """Does the header say when it was delivered?"""
    return squash(column) in _DELIVERED


def closes_then(mapping: dict[str, str], values: Mapping[str, Sequence[Cell]]) -> None:
    """Take it for the closing day of a list of deals that have ended; days to come are promises."""
    if "closed_at" in mapping.values() or not _has_ended(mapping, values):
        return
    for column, cells in values.items():
        if mapping.get(column, "expected_close") != "expected_close" or not is_delivery(column):
            continue
        days = [day for cell in cells if (day := day_of(cell)) is not None]
        if (
            len(days) >= FEWEST
            and most(day_of(cell) is not None for cell in cells)
            and max(days) < tomorrow()
        ):
            mapping[column] = "closed_at"
            return


def _has_ended(mapping: Mapping[str, str], values: Mapping[str, Sequence[Cell]]) -> bool:
    results = [column for column, name in mapping.items() if name in ("outcome", "stage")]
    return any(
        len(values[column]) >= FEWEST and most(_is_end(str(cell)) for cell in values[column])
        for column in results
    )


def _is_end(word: str) -> bool:
    return (outcome_said(word) or hinted(word)) in (WON, LOST)
