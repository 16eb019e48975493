"""Columns that many lists have and no field of ours holds: each is proposed as a new field, by its header and values."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kariz.exchange.rules.asides import number_of
from kariz.exchange.rules.cells import Cell
from kariz.exchange.rules.settling import day_of, most
from kariz.exchange.rules.units import is_amount
from kariz.localisation.text import squash

_BRACKETS = re.compile(r"[(\[{«].*?[)\]}»]")
_EVERY = ("deals", "contacts", "companies")
_HEADERS = (
    ("text", _EVERY, "استان|نام استان|استان محل فعالیت|province|state/province"),
    ("money", ("deals",), "پیش پرداخت|مبلغ پیش پرداخت|پیش دریافت|بیعانه|مبلغ بیعانه|prepayment|advance payment|deposit|"
     "down payment"),
    ("date", ("deals",), "تاریخ تحویل|موعد تحویل|زمان تحویل|تاریخ تحویل کالا|delivery date|date of delivery"),
)  # fmt: skip
_KNOWN = {squash(word): (type, kinds) for type, kinds, words in _HEADERS for word in words.split("|")}


def proposed(column: str, kind: str, cells: Sequence[Cell]) -> str:
    """The type of the field that a column may become; "" for one that is blank, or that nobody knows."""
    type, kinds = _KNOWN.get(squash(_BRACKETS.sub(" ", column)), ("", ()))
    if kind not in kinds or not cells:
        return ""
    fits = {
        "date": lambda: most(day_of(cell) is not None for cell in cells),
        "money": lambda: most(number_of(cell) is not None or is_amount(str(cell)) for cell in cells),
    }
    # What is no day and no amount is kept as it stands.
    return type if type == "text" or fits[type]() else "text"
