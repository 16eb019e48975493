"""The rows of a table that hold the names of its columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import gettext as _

from kariz.localisation import home
from kariz.localisation.text import squash
from kariz.reading.cells.cells import Cell, Repeated, Row, Spanning
from kariz.reading.cells.units import is_of_amounts, says_only_unit
from kariz.reading.layout.grouped import HEADERS, LONGEST, VAGUE, names_of

ABOVE = 15
"""Rows among which the names of the columns are looked for."""
MOST = 3
"""Rows that hold names, at most."""
KNOWN = HEADERS | VAGUE


@dataclass(frozen=True, slots=True)
class Names:
    """The names of the columns, and the first and the last of the rows that hold them."""

    first: int
    last: int
    cells: list[Cell]


def names_of_table(top: list[Row]) -> Names:
    return _whole(top, names_row(top))


def names_of_part(top: list[Row]) -> Names:
    """The names of a part of a sheet, which may be of two columns below a title."""
    widest = max(filled(cells) for _number, cells in top)
    row = names_row(top)
    if widest == 2 and filled(row[1]) < widest:
        row = next(line for line in top if filled(line[1]) == widest)
    return _whole(top, row)


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


def _is_known(cells: list[Cell]) -> bool:
    """Two names that columns have: a row with more cells below is one odd row, not the header."""
    return looks_like_header(cells) and len({squash(str(cell)) for cell in cells if cell != ""} & HEADERS) > 1


def _whole(top: list[Row], names: Row) -> Names:
    """With the rows right above and below that hold names, too."""
    begin = end = next(place for place, row in enumerate(top) if row[0] == names[0])
    if looks_like_header(names[1]):
        while end + 1 < len(top) and end + 1 - begin < MOST and _goes_on(top, begin, end):
            end += 1
        while begin and end + 1 - begin < MOST and _begins_above(top, begin, end):
            begin -= 1
    rows = [cells for _number, cells in top[begin : end + 1]]
    return Names(top[begin][0], top[end][0], names_of(rows))


def _goes_on(top: list[Row], begin: int, end: int) -> bool:
    """Does the row below hold names: of columns below a group, while all others have theirs already?"""
    number, low = top[end + 1]
    if number != top[end][0] + 1:
        return False
    high = _lowest([cells for _number, cells in top[begin : end + 1]])
    own = {place: cell for place, cell in enumerate(low) if cell != "" and not _is_held(high, low, place)}
    held = any(_is_held(high, low, place) for place in range(len(low)))
    if not own:
        # Nothing of its own: all is merged over both rows.
        return held
    if not _are_names(list(own.values())):
        return False
    units = [place for place, cell in own.items() if _is_unit_of(str(cell), str(_at(high, place)))]
    below = [place for place in own if _at(high, place) == ""]
    if held or len(units) == len(own):
        return bool(below) or len(units) == len(own) or _is_known(high)
    groups = {_last_filled(high, place) for place in below}
    if any(place not in units and place not in groups for place in own if place not in below):
        # A group has several names below it; where one column has two texts, the lower is a value.
        return False
    merged = any(isinstance(_at(high, place), Spanning) for place in own)
    known = {squash(str(cell)) for cell in own.values()} & KNOWN
    again = any(_at(cells, place) == cell for place, cell in own.items() for _number, cells in top[end + 2 :])
    least = 1 if merged else 2
    return bool(below) and len(known) >= least and 2 * len(known) >= len(own) and not again


def _begins_above(top: list[Row], begin: int, end: int) -> bool:
    """Does the row above name groups of these columns, rather than the table?"""
    number, above = top[begin - 1]
    cells = top[begin][1]
    said = {place: cell for place, cell in enumerate(above) if cell != ""}
    if number + 1 != top[begin][0] or not _are_names(list(said.values())):
        return False
    if any(_is_held(above, cells, place) for place in said):
        return True
    if any(":" in str(cell) for cell in said.values()):
        return False
    if len(said) > 1 and any(_at(cells, place) == "" for place in said):
        # Some columns have their names above, the others below a group.
        return _goes_on(top, begin - 1, begin - 1)
    wide = [place for place, cell in said.items() if isinstance(cell, Spanning)]
    apart = all(_at(cells, place) != "" and _at(above, place + 1) == "" for place in said)
    if not apart or filled(above) >= filled(cells) or (len(said) < 2 and (not wide or wide[0] == 0)):
        return False
    rows = [row for _number, row in top[begin : end + 1]]
    before, after = names_of(rows), names_of([above, *rows])
    if len(said) > 1 and wide:
        return before != after
    return _twice(before) > _twice(after)


def _is_unit_of(text: str, name: str) -> bool:
    return is_of_amounts(name) and says_only_unit(text)


def _is_held(high: Sequence[Cell], low: Sequence[Cell], place: int) -> bool:
    """Is the cell merged with the one above?"""
    return isinstance(low[place], Repeated) and _at(high, place) == low[place]


def _are_names(cells: list[Cell]) -> bool:
    return bool(cells) and looks_like_header(cells) and all(len(str(cell)) <= LONGEST for cell in cells)


def _lowest(rows: Sequence[Sequence[Cell]]) -> list[Cell]:
    """What stands lowest in each column."""
    width = max(map(len, rows))
    return [
        next((cell for row in reversed(rows) if (cell := _at(row, place)) != ""), "")
        for place in range(width)
    ]


def _at(cells: Sequence[Cell], place: int) -> Cell:
    return cells[place] if place < len(cells) else ""


def _last_filled(cells: Sequence[Cell], place: int) -> int:
    """The place before, nearest to it, that holds anything; -1 without one."""
    return next((at for at in range(min(place, len(cells)) - 1, -1, -1) if cells[at] != ""), -1)


def _twice(names: Sequence[Cell]) -> int:
    keys = [squash(str(name)) for name in names if name != ""]
    return len(keys) - len(set(keys))


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
    # By their names columns and rows are known again, also when a colleague with pages in another language brings the list.
    with translation.override(home.language()):
        unnamed = _("Column %(number)d")
    for place, cell in enumerate(cells, 1):
        name = " ".join(str(cell).split())[:100] or unnamed % {"number": place}
        again = 2
        base = name
        while name in names:
            name, again = f"{base} ({again})", again + 1
        names.append(name)
    return names
