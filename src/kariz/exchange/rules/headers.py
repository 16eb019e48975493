"""The row of a table that holds the names of its columns."""

from __future__ import annotations

from django.utils.translation import gettext as _

from kariz.exchange.rules.cells import Cell, Repeated, Row
from kariz.exchange.rules.fields import TARGETS
from kariz.localisation.text import squash

HEADERS = frozenset(map(squash, ("name", "نام", "اسم", "عنوان"))).union(*(target.keys for target in TARGETS))
ABOVE = 15
"""Rows among which the names of the columns are looked for."""


def names_row(top: list[Row]) -> Row:
    """The first row, unless it is a title, or a line of facts, above a wider table."""
    widest = max(filled(cells) for _number, cells in top)
    if (named := next((row for row in top if _is_known(row[1])), None)) is not None:
        return named
    return next(
        (row for row in top if (filled(row[1]) > 1 and 2 * filled(row[1]) >= widest) or widest < 3),
        top[0],
    )


def lines_above(lines: list[Row]) -> list[Row]:
    """Of the filled rows of a part of a sheet those among which its names are looked for."""
    return [line for line in lines if line[0] < lines[0][0] + ABOVE]


def names_of_part(top: list[Row]) -> Row:
    """The row of names of a part of a sheet, which may be of two columns below a title."""
    widest = max(filled(cells) for _number, cells in top)
    row = names_row(top)
    if widest == 2 and filled(row[1]) < widest:
        row = next(line for line in top if filled(line[1]) == widest)
    return both_halves(top, row)


def _is_known(cells: list[Cell]) -> bool:
    """Two names that columns have: a row with more cells below is one odd row, not the header."""
    return looks_like_header(cells) and len({squash(str(cell)) for cell in cells if cell != ""} & HEADERS) > 1


def both_halves(top: list[Row], names: Row) -> Row:
    """Names in two rows, where some are merged over both and some stand below one that is merged over their columns."""
    place = top.index(names) + 1
    number, below = top[place] if place < len(top) else names
    blank_above = any(low != "" and high == "" for low, high in zip(below, names[1], strict=False))
    if (
        not blank_above
        or not any(isinstance(cell, Repeated) for cell in below)
        or not looks_like_header(below)
    ):
        return names
    return number, [low if low != "" else high for low, high in zip(below, names[1], strict=False)]


def filled(cells: list[Cell]) -> int:
    return sum(cell != "" for cell in cells)


def looks_like_header(cells: list[Cell]) -> bool:
    """Names, not values: no numbers, dates, addresses, and mostly filled."""
    texts_here = [cell for cell in cells if isinstance(cell, str) and cell]
    if len(texts_here) < filled(cells):
        return False
    return not any(
        "@" in text or sum(char.isdecimal() for char in text) > max(2, len(text) // 2) for text in texts_here
    )


def unique_names(cells: list[Cell]) -> list[str]:
    """A name for every column, none twice."""
    names: list[str] = []
    for place, cell in enumerate(cells, 1):
        name = " ".join(str(cell).split())[:100] or _("Column %(number)d") % {"number": place}
        again = 2
        base = name
        while name in names:
            name, again = f"{base} ({again})", again + 1
        names.append(name)
    return names
