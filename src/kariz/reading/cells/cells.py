"""What a cell of any file can be."""

from __future__ import annotations

from datetime import date, datetime

Cell = str | int | float | bool | date | datetime
Row = tuple[int, list[Cell]]
"""The row as a spreadsheet counts it, and its cells."""


class Repeated:
    """A cell below the first of a merged block, which has the block's value."""


class RepeatedText(Repeated, str):
    __slots__ = ()


class RepeatedNumber(Repeated, float):
    __slots__ = ()


class RepeatedCount(Repeated, int):
    __slots__ = ()


class Spanning(str):
    """A text that is merged over several columns."""

    __slots__ = ("columns",)

    columns: int

    def __new__(cls, text: str, columns: int = 2) -> Spanning:
        found = super().__new__(cls, text)
        found.columns = columns
        return found


def repeated(cell: Cell) -> Cell:
    """The value of a block for its further rows. Days and yes-or-no are only copied: nobody adds them up."""
    if isinstance(cell, str):
        return RepeatedText(cell)
    if type(cell) is int:
        return RepeatedCount(cell)
    return RepeatedNumber(cell) if type(cell) is float else cell


def plain(cell: Cell) -> Cell:
    """The value alone."""
    if isinstance(cell, RepeatedText):
        return str(cell)
    if isinstance(cell, RepeatedCount):
        return int(cell)
    return float(cell) if isinstance(cell, RepeatedNumber) else cell
