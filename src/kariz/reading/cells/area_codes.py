"""A landline that is written without its area code, where the other numbers of the same city all have one, in its list or
in one that comes with it; or where the same number is known with its code."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from kariz.localisation.digits import to_latin
from kariz.localisation.said import gettext as _
from kariz.localisation.said import quoting
from kariz.localisation.text import squash
from kariz.people import normal
from kariz.reading.cells import values as v
from kariz.reading.cells.cells import Cell
from kariz.reading.cells.phones import read_phones
from kariz.reading.rows.drafts import Draft

PHONES = ("company_phone", "phone")
FEWEST = 3
"""Numbers of a city by which its code is known."""
_LANDLINE = re.compile(r"\+98[1-8]\d{9}")
_BARE = re.compile(r"[1-9]\d{7}")
Codes = Mapping[str, str]
"""{city: its area code, with the nought before it}"""


Rows = tuple[Iterable[Sequence[Cell]], Mapping[int, str]]
"""Those of a list, and what each place holds."""


def codes_of(lists: Iterable[Rows]) -> Codes:
    """Of the cities of which all numbers with a code have the same, in whichever of the lists that come together."""
    found: dict[str, set[tuple[str, str]]] = {}
    for rows, fields in lists:
        places = [place for place, name in fields.items() if name in PHONES]
        city_at = next((place for place, name in fields.items() if name == "city"), None)
        for row in rows if places and city_at is not None else ():
            if city_at is None or city_at >= len(row) or not (city := _key(row[city_at])):
                continue
            for place in places:
                if place < len(row) and (number := _coded(row[place])):
                    found.setdefault(city, set()).add((f"0{number[3:5]}", number))
    codes = {city: {code for code, _number in said} for city, said in found.items() if len(said) >= FEWEST}
    return {city: said.pop() for city, said in codes.items() if len(said) == 1}


def is_without(bare: str, whole: str) -> bool:
    """Is the one number the other without its area code?"""
    digits = _digits(bare)
    found = normal.phone(whole) if _BARE.fullmatch(digits) else None
    return found is not None and _LANDLINE.fullmatch(found) is not None and found.endswith(digits)


def fill(draft: Draft, codes: Codes) -> None:
    """Put the code of the row's city before its numbers that have none, and say so."""
    code = codes.get(_key(draft.values.get("city", ""))) if codes else None
    for name in PHONES if code else ():
        numbers = draft.values.get(name, [])
        bare = [number for number in numbers if _BARE.fullmatch(_digits(number))]
        if bare:
            draft.values[name] = [f"{code}{_digits(one)}" if one in bare else one for one in numbers]
            text = _("It gets the area code that the other numbers of its city have.")
            draft.warn(name, quoting(text, ", ".join(bare)[:60]), often=True)


def _coded(cell: Cell) -> str:
    """The first landline of a cell that has its code."""
    try:
        numbers = read_phones(cell)
    except v.BadValue:
        return ""
    found = (_LANDLINE.fullmatch(normal.phone(number) or "") for number in numbers)
    return next((hit[0] for hit in found if hit), "")


def _digits(number: str) -> str:
    return re.sub(r"[\s-]", "", to_latin(number))


def _key(city: Cell) -> str:
    return squash(v.read_line(city))
