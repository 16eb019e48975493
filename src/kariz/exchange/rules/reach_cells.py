"""Cells that say several ways to reach somebody, "b.lee@erne.ie / 07866 905482": each is known by its own look."""

from __future__ import annotations

import re

from kariz.exchange.rules.cells import Cell
from kariz.exchange.rules.phones import SHORTEST
from kariz.exchange.rules.values import emails_in
from kariz.people import normal

NAMES = frozenset({"phone", "mobile", "company_phone", "email"})
KINDS = frozenset({"deals", "contacts"})
"""Lists that have a field for each of them."""
_PARTS = re.compile(r"[,;،؛\s()]+")
_EDGE = " \t\n-–—:/\\|,;،؛()·"


def apart(name: str, cell: Cell) -> list[tuple[str, str]]:
    """[(field, what is for it)] of a cell of the field `name`; [] of one that says nothing but that, or words besides."""
    if name not in NAMES or not isinstance(cell, str) or "@" not in cell:
        return []
    addresses = emails_in(cell.replace("/", " "))
    rest = cell
    for address in (part for part in _PARTS.split(cell.replace("/", " ")) if "@" in part):
        rest = rest.replace(address, " ")
    rest = rest.strip(_EDGE)
    numbers = sum(map(str.isdigit, rest)) >= SHORTEST
    if (
        not addresses
        or any(map(str.isalpha, rest))
        or (rest and not numbers)
        or (name == "email" and not rest)
    ):
        return []
    found = [("email", " ".join(addresses))]
    if rest:
        own = normal.is_mobile(normal.phone(rest) or "")
        found.append((name if name != "email" else "mobile" if own else "phone", rest))
    return found
