"""In which currency and unit a file says its amounts are: by headers, its column of currencies, its cells."""

from __future__ import annotations

import re

from kariz.exchange.models import Import
from kariz.exchange.queries.known.tables import first_rows
from kariz.localisation.currencies import CURRENCIES
from kariz.reading.cells.cells import Cell
from kariz.reading.cells.units import unit_of_currency
from kariz.reading.cells.values import BadValue, Foreign, read_currency, read_money

SEEN = 50
_SIGNS = re.compile(r"[£€$₺¥₹]")
_WORDS = re.compile(r"[^\W\d_]+")


def said_currency(made: Import, base: str) -> str:
    """The one currency, not `base`, that all say; "" where none is said, or several are."""
    meant = {name: column for column, name in made.mapping.items()}
    if "amount" not in meant:
        return ""
    if (named := _of_header(meant["amount"], base)) and named != base:
        return named
    rows = first_rows(made, SEEN)
    if "currency" in meant:
        found = {_of_cell(cell, base) for cell in _cells(made, meant["currency"], rows)}
    else:
        found = {_of_amount(cell, base) for cell in _cells(made, meant["amount"], rows)}
    only = found.pop() if len(found) == 1 else ""
    return "" if only == base else only


def said_unit(made: Import) -> str:
    """ "toman" or "rial", where the first rows that name one in their column of currencies all name the same."""
    meant = {name: column for column, name in made.mapping.items()}
    if "currency" not in meant or not {"amount", "unit_price"} & set(meant):
        return ""
    found = {unit_of_currency(cell) for cell in _cells(made, meant["currency"], first_rows(made, SEEN))} - {
        ""
    }
    return found.pop() if len(found) == 1 else ""


def _cells(made: Import, column: str, rows: list[list[Cell]]) -> list[Cell]:
    place = made.columns.index(column)
    return [row[place] for row in rows if place < len(row) and row[place] != ""]


def _of_header(column: str, base: str) -> str:
    """ "Amount (USD)" says dollars, "Value (£ ex VAT)" pounds."""
    signs = {code for sign in _SIGNS.findall(column) if (code := _of_cell(sign, base))}
    if len(signs) == 1:
        return signs.pop()
    for word in _WORDS.findall(column):
        if (word.upper() in CURRENCIES or len(word) > 2) and (code := _of_cell(word, base)):
            return code
    return ""


def _of_cell(cell: Cell, base: str) -> str:
    try:
        return read_currency(cell, base=base)
    except BadValue:
        return ""


def _of_amount(cell: Cell, base: str) -> str:
    try:
        read = read_money(cell, currency=base, unit="rial")
    except BadValue:
        return ""
    return read.currency if isinstance(read, Foreign) else base
