"""Cells that say several ways to reach somebody, "b.lee@erne.ie / 07866 905482": each is known by its own look."""

from __future__ import annotations

import re

from kariz.localisation.text import fold
from kariz.people import normal
from kariz.reading.cells.cells import Cell
from kariz.reading.cells.phones import SHORTEST
from kariz.reading.cells.values import emails_in

NAMES = frozenset({"phone", "mobile", "company_phone", "email"})
KINDS = frozenset({"deals", "contacts"})
"""Lists that have a field for each of them."""
_PARTS = re.compile(r"[,;،؛\s()]+")
_EDGE = " \t\n-–—:/\\|,;،؛()·"

_JOINED = re.compile(r"[/&,،+|\\]|\b(?:and|or)\b| (?:و|یا) ")
_MAILS = frozenset(map(fold, "email emails mail ایمیل رایانامه".split()))  # noqa: SIM905
_NUMBERS = frozenset(
    "tel tels telephone phone phones ph mob mobile cell office work direct landline home main".split()  # noqa: SIM905
)
_OTHERS = frozenset(map(fold, "تلفن موبایل همراه شماره تماس ثابت".split()))  # noqa: SIM905
_BESIDE = frozenset(map(fold, "and or no nos number numbers contact address و یا آدرس".split()))  # noqa: SIM905


def is_of_several(header: str) -> bool:
    """ "Tel / Email", "Cell/Office", «تلفن / ایمیل»: several ways to reach somebody, so that no cell of it is an address
    alone. "Mobile phone" is one."""
    if not _JOINED.search(header):
        return False
    words = set(re.findall(r"\w+", re.sub(r"\be[- ]mail", "email", fold(header)))) - _BESIDE
    numbers = words & _NUMBERS
    if words & _MAILS:
        return bool(words & (_NUMBERS | _OTHERS)) and words <= _MAILS | _NUMBERS | _OTHERS
    return len(numbers) > 1 and words <= _NUMBERS


def apart(name: str, cell: Cell) -> list[tuple[str, str]]:
    """[(field, what is for it)] of a cell of the field `name`; [] of one that says nothing but that, or words besides."""
    if name not in NAMES or not isinstance(cell, str):
        return []
    if "@" not in cell:
        # A number below "E-mail" is no address, and no reason to lose the row.
        return [(_kind_of(cell), cell)] if name == "email" and _is_number(cell) else []
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
        found.append((name if name != "email" else _kind_of(rest), rest))
    return found


def _kind_of(number: str) -> str:
    return "mobile" if normal.is_mobile(normal.phone(number) or "") else "phone"


def _is_number(cell: str) -> bool:
    return sum(map(str.isdigit, cell)) >= SHORTEST and normal.phone(cell) is not None
