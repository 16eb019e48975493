"""Numbers that stand in several rows of a list of deals: whose they are, and what the amounts beside them are of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import combinations
from typing import Any

from kariz.localisation.text import fold
from kariz.people.normal import company_key
from kariz.reading.cells.blanks import is_mark
from kariz.reading.cells.cells import Cell, Repeated
from kariz.reading.cells.units import in_full, is_amount
from kariz.reading.cells.values import read_line
from kariz.reading.layout.sums import number_of
from kariz.reading.rows.settings import OF_DEAL, OF_ROW


def amounts_of(pairs: Iterable[tuple[Cell, Cell]]) -> str:
    """(number, amount) of every row. OF_ROW where rows of one number mostly have amounts of their own, OF_DEAL where
    they repeat one amount, "" where no number stands in two rows that have amounts."""
    first: dict[str, str] = {}
    again: dict[str, bool] = {}
    for cell, amount in pairs:
        if not (key := read_line(cell)) or not (said := _amount(amount)):
            continue
        if key not in first:
            first[key] = said
        else:
            again[key] = again.get(key, False) or said != first[key]
    if not again:
        return ""
    return OF_ROW if 2 * sum(again.values()) > len(again) else OF_DEAL


def _amount(cell: Cell) -> str:
    """What an amount says, without how it is written; "" where there is none. A merged one is told once."""
    if cell == "" or isinstance(cell, Repeated) or is_mark(cell):
        return ""
    number = number_of(cell)
    text = fold(in_full(read_line(cell)))
    if number is not None:
        return str(number.normalize())
    return text if any(map(str.isdigit, text)) or is_amount(text) else ""


def own_amount(values: Mapping[str, Any]) -> int | None:
    """What a row says of its own line, in minor units: its amount, else the price of its pieces less the discount."""
    if (amount := values.get("amount")) is not None:
        return int(amount)
    if (price := values.get("unit_price")) is None:
        return None
    share = 1 - Decimal(values.get("discount", 0)) / 100
    return int(price * Decimal(values.get("quantity", 1)) * share)


def added(said: Iterable[tuple[int | None, str]]) -> tuple[str, int] | None:
    """(currency, sum) of the (amount, currency) of rows: of those in the currency of the first that has an amount, for
    nobody said at which rate the others would be added."""
    known = [(amount, currency) for amount, currency in said if amount is not None]
    if not known:
        return None
    first = known[0][1]
    return first, sum(amount for amount, currency in known if currency == first)


def are_of_deals(pairs: Sequence[tuple[Cell, Cell]]) -> bool:
    """(number, customer) of rows. Is a number that stands in several rows mostly of one customer? Else it numbers
    something else: a product, a salesman, a day's sheet."""
    named: dict[str, set[str]] = {}
    for cell, customer in pairs:
        if (key := read_line(cell)) and not is_mark(customer) and (name := company_key(read_line(customer))):
            named.setdefault(key, set()).add(name)
    several = [key for key, names in named.items() if len(names) > 1 and _apart(names)]
    return len(several) < 2 or 2 * len(several) <= _repeated(pairs)


def _apart(names: set[str]) -> bool:
    return any(one not in other and other not in one for one, other in combinations(sorted(names), 2))


def _repeated(pairs: Sequence[tuple[Cell, Cell]]) -> int:
    """How many numbers stand in several rows."""
    keys = [key for cell, _customer in pairs if (key := read_line(cell))]
    return sum(keys.count(key) > 1 for key in set(keys))
