"""Columns of amounts in which a point divides thousands, as others of its cells say: 12.500 beside 1.234.567."""

from __future__ import annotations

import re
from collections.abc import Iterable
from statistics import median
from typing import Protocol

from kariz.localisation.currencies import CURRENCIES
from kariz.localisation.digits import to_latin
from kariz.reading.cells.cells import Cell

_UNIT = rf"(?:[$€£]|{'|'.join(CURRENCIES).lower()}|euros?|tomans?|rials?|تومان|تومن|ریال)"
_AMOUNT = re.compile(rf"{_UNIT}?\s*(?P<number>\d[\d.,]*)\s*{_UNIT}?", re.IGNORECASE)
"""Without words for thousands or millions, of which there are parts."""
_ONE = re.compile(r"[1-9]\d{0,2}\.\d{3}")
_MANY = re.compile(r"[1-9]\d{0,2}(?:\.\d{3}){2,}")
_WHOLE = re.compile(r"\d+(?:,\d{3})*")
_DECIMAL = re.compile(r"(?:\d+|\d{1,3}(?:,\d{3})+)\.\d+")


class Points(Protocol):
    def __call__(self, cells: Iterable[Cell], *, currency: str, scaled: bool) -> bool: ...


NEARER = 1_000**0.5
"""Times an amount above which another is nearer to a thousand times of it."""


def are_thousands(cells: Iterable[Cell], *, currency: str, scaled: bool) -> bool:
    """Is it so in all cells that say anything of it, and does one say it: by several points, or as the currency has no
    part so small? `scaled`: the column counts thousands or millions. A point before one, two or more than three digits
    is that of a decimal."""
    minor = len("000") if scaled else CURRENCIES[currency].minor
    told = False
    for number in filter(None, map(_number, cells)):
        if _MANY.fullmatch(number):
            told = True
        elif _ONE.fullmatch(number):
            told = told or len(number.partition(".")[2].rstrip("0")) > minor
        elif _DECIMAL.fullmatch(number):
            return False
    return told


def are_doubted(cells: Iterable[Cell], *, currency: str, scaled: bool) -> bool:
    """May a point be one of thousands though nothing says so: 12.500 where cents have two digits? It is, where most amounts
    are written so, or where the others are nearer to twelve thousand than to twelve."""
    amounts = [cell for cell in cells if cell != "" and not isinstance(cell, bool)]
    numbers = list(filter(None, map(_number, amounts)))
    some = [number for number in numbers if _ONE.fullmatch(number)]
    if not some or scaled or CURRENCIES[currency].minor >= len("000"):
        return False
    others = [float(cell) for cell in amounts if isinstance(cell, int | float)]
    if any(map(_is_cents, numbers)) or not all(map(float.is_integer, others)):
        return False
    if are_thousands(amounts, currency=currency, scaled=scaled):
        return False
    others += [float(number.replace(",", "")) for number in numbers if _WHOLE.fullmatch(number)]
    if 2 * len(some) > len(amounts):
        return True
    return bool(others) and median(others) > NEARER * median(map(float, some))


def _is_cents(number: str) -> bool:
    return _DECIMAL.fullmatch(number) is not None and not _ONE.fullmatch(number)


def may_be_thousands(cell: Cell) -> bool:
    return _ONE.fullmatch(_number(cell)) is not None


def without(cell: Cell) -> Cell:
    """The amount of such a column without the point in it."""
    if not isinstance(cell, str) or not _ONE.fullmatch(number := _number(cell)):
        return cell
    return to_latin(cell).replace(number, number.replace(".", ""))


def _number(cell: Cell) -> str:
    found = _AMOUNT.fullmatch(to_latin(cell).strip()) if isinstance(cell, str) else None
    return found["number"] if found else ""
