"""A landline that is written without its area code in a list whose other numbers of the same city all have one."""

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
_LANDLINE = re.compile(r"\+98([1-8]\d)\d{8}")
_BARE = re.compile(r"[1-9]\d{7}")
Codes = Mapping[str, str]
"""{city: its area code, with the nought before it}"""


def codes_of(rows: Iterable[Sequence[Cell]], fields: Mapping[int, str]) -> Codes:
    """Of the cities of which all numbers with a code have the same. `fields`: what each place holds."""
    places = [place for place, name in fields.items() if name in PHONES]
    city_at = next((place for place, name in fields.items() if name == "city"), None)
    found: dict[str, list[str]] = {}
    for row in rows if places and city_at is not None else ():
        if city_at is None or city_at >= len(row) or not (city := _key(row[city_at])):
            continue
        for place in places:
            if place < len(row) and (code := _code(row[place])):
                found.setdefault(city, []).append(code)
    return {city: codes[0] for city, codes in found.items() if len(codes) >= FEWEST and len(set(codes)) == 1}


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


def _code(cell: Cell) -> str:
    try:
        numbers = read_phones(cell)
    except v.BadValue:
        return ""
    found = (_LANDLINE.fullmatch(normal.phone(number) or "") for number in numbers)
    return next((f"0{hit[1]}" for hit in found if hit), "")


def _digits(number: str) -> str:
    return re.sub(r"[\s-]", "", to_latin(number))


def _key(city: Cell) -> str:
    return squash(v.read_line(city))
