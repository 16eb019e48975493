"""Cells that are a day and nothing else, in whatever words: «فردا», «آخر آذر», «شنبه ۱۴ آذر»."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from kariz.localisation.date_words import MONTH_WORDS
from kariz.localisation.text import fold
from kariz.reading.cells.cells import Cell
from kariz.reading.columns.settling import is_day, tomorrow
from kariz.reading.days import days
from kariz.reading.days.said_days import Reader
from kariz.reading.days.years import month_and_day, without_year

LONGEST = 30
MANY = 0.6
_BESIDE = frozenset(map(fold, "تا حداکثر صبح ظهر عصر شب by on at before morning afternoon".split()))  # noqa: SIM905
"""What stands beside a day and says nothing of what is to be done."""


def hold_days(cells: Iterable[Cell]) -> bool:
    """Are most cells of a column days, as numbers or in words?"""
    signs = [is_said(cell) for cell in cells]
    return bool(signs) and sum(signs) >= MANY * len(signs)


def is_said(cell: Cell) -> bool:
    """Is it a day, with its year or without, or words that say one and nothing else? A month alone may be a name."""
    if is_day(cell) or without_year(cell) or month_and_day(cell):
        return True
    if not isinstance(cell, str) or not 1 < len(text := fold(cell).strip()) <= LONGEST or text in MONTH_WORDS:
        return False
    today = tomorrow()
    read = partial(days.read_date, today=today, calendar="jalali", order="")
    found = Reader(read, today, "jalali", since=today).day_of(text)
    if found is None or not found.said:
        return False
    rest = " ".join(word for word in text.replace(found.said, " ").split() if word not in _BESIDE)
    return not rest or is_said(rest)
