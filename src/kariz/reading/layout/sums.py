"""Numbers in the cells of a table, and lines that are the sums of others."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from kariz.localisation.currencies import CURRENCIES
from kariz.localisation.digits import to_latin
from kariz.reading.cells.blanks import is_mark
from kariz.reading.cells.cells import Cell, Repeated, Row

LARGEST = Decimal(10) ** 18
_PLAIN = re.compile(r"[+-]?\d+(?:\.\d+)?")
PHONE = re.compile(r"\+\d{6,}|0\d{6,}")
_SIGNS = {one.sign for one in CURRENCIES.values() if one.sign and not one.sign.isalpha()}
_UNITS = ("تومان", "تومن", "ریال", "toman", "rial", "irr", "irt", "usd", "eur", *_SIGNS, "%", "٪", "/", "-")
SEVERAL = 3
"""Records above a line of which nothing but its amount says that it is their sum."""


def number_of(cell: Cell) -> Decimal | None:
    """The number in a cell, whatever unit stands beside it."""
    if isinstance(cell, bool):
        return None
    if isinstance(cell, int | float):
        return _counted(str(cell))
    if not isinstance(cell, str) or len(cell) > 40:
        return None
    text = to_latin(cell).lower()
    for unit in _UNITS:
        text = text.replace(unit, "")
    text = text.replace("٬", "").replace(",", "").replace("،", "").replace("٫", ".").strip()
    return _counted(text) if _PLAIN.fullmatch(text) and not PHONE.fullmatch(text) else None


def is_nought(cell: Cell) -> bool:
    """A cell for which an amount in the column beside it may stand: blank, a sign, or 0."""
    return cell == "" or is_mark(cell) or number_of(cell) == 0


def _counted(text: str) -> Decimal | None:
    """A number that may be part of a sum: nobody adds up what has more digits."""
    number = Decimal(text)
    return number if number.is_finite() and abs(number) < LARGEST else None


def sums_in(
    rows: Callable[[], Iterator[Row]], lines: Mapping[int, list[Cell]], perhaps: Collection[int] = ()
) -> set[int]:
    """Lines with a number that is the sum of its column: of all above, or since the line before. Those that are `perhaps`
    no lines at all are records unless they are the sum of several others."""
    places = {
        place for cells in lines.values() for place, cell in enumerate(cells) if number_of(cell) is not None
    }
    whole, part = _Added(), _Added()
    found: set[int] = set()
    for number, cells in rows():
        if number in lines:
            least = SEVERAL if number in perhaps else 0
            if any(one.rows >= least and one.is_sum(*at) for one in (whole, part) for at in enumerate(cells)):
                found.add(number)
            if number in found or number not in perhaps:
                part = _Added()
                continue
        for added in (whole, part):
            added.rows += 1
        for place in places:
            cell = cells[place] if place < len(cells) else ""
            if cell != "" and not isinstance(cell, Repeated) and (value := number_of(cell)) is not None:
                for added in (whole, part):
                    added.take(place, value, isinstance(cell, str))
    return found


@dataclass(slots=True)
class _Added:
    """What the numbers of each column come to: all of them, and without those that stand there as text, which no formula
    of a spreadsheet adds up."""

    all: dict[int, Decimal] = field(default_factory=dict)
    bare: dict[int, Decimal] = field(default_factory=dict)
    rows: int = 0

    def take(self, place: int, value: Decimal, is_text: bool) -> None:
        self.all[place] = self.all.get(place, Decimal(0)) + value
        if not is_text:
            self.bare[place] = self.bare.get(place, Decimal(0)) + value

    def is_sum(self, place: int, cell: Cell) -> bool:
        value = number_of(cell)
        sums = (self.all.get(place), self.bare.get(place))
        return bool(value) and any(one is not None and abs(one - (value or 0)) < 1 for one in sums)
