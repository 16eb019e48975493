"""Amounts that were typed in full in a list that counts in millions: 147000000 beside 729 and 34."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from kariz.reading.cells.beside_amounts import without_words
from kariz.reading.cells.cells import Cell
from kariz.reading.cells.values import SCALE_TIMES, BadValue, Foreign, read_money, scale_of

if TYPE_CHECKING:
    from kariz.reading.rows.drafts import Draft

FULL = "full"
FAR = 1_000
"""Times the usual amount of the list: nobody sells so much more than he does."""
FAR_FROM_FEW = 100_000
"""The same where few amounts say what is usual: a zero of millions, and none of trade."""


class OfFew(int):
    """The usual amount of a list as few amounts say it."""


def far_from(usual: int) -> int:
    """How many times the usual amount is too much to be believed."""
    return FAR_FROM_FEW if isinstance(usual, OfFew) else FAR


class InFull(int):
    """An amount that was read without the scale of its list."""


def read(cell: Cell, *, currency: str, unit: str, usual: int) -> int:
    """As `read_money`; but a number that the scale of the list makes thousands of times the `usual` amount, and that is
    nearer to it as it stands, is taken as it stands."""
    scale, bare = scale_of(unit)
    times = SCALE_TIMES.get(scale, 1)
    if times == 1 or not usual:
        return read_money(cell, currency=currency, unit=unit)
    try:
        amount = read_money(cell, currency=currency, unit=unit)
    except BadValue:
        if (full := _in_full(cell, currency, bare)) is None or not _is_nearer(full, full * times, usual):
            raise
        return InFull(full)
    if isinstance(amount, Foreign) or amount < far_from(usual) * usual:
        return amount
    full = _in_full(cell, currency, bare)
    return InFull(full) if full is not None and full < amount and _is_nearer(full, amount, usual) else amount


def counted(draft: Draft, amount: int) -> int:
    """The plain number that the row now has as its amount; whether it was read in full is counted for the list."""
    draft.signs = [sign for sign in draft.signs if sign != FULL]
    draft.signs += [FULL] if isinstance(amount, InFull) else []
    return int(amount)


def reader(currency: str, unit: str, usual: Callable[[], int], noted: bool) -> Callable[[Cell], int]:
    """`noted`: words beside an amount are kept as a note."""

    def read_noted(cell: Cell) -> int:
        return read(without_words(cell) if noted else cell, currency=currency, unit=unit, usual=usual())

    return read_noted


def _in_full(cell: Cell, currency: str, unit: str) -> int | None:
    try:
        full = read_money(cell, currency=currency, unit=unit)
    except BadValue:
        return None
    return None if isinstance(full, Foreign) else full


def _is_nearer(full: int, scaled: int, usual: int) -> bool:
    return scaled >= far_from(usual) * usual and full * scaled > usual * usual
