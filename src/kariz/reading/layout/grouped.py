"""Names of columns that stand in several rows: groups over names, «مشتری» over «نام» and «شهر»."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from kariz.localisation.text import squash
from kariz.reading.cells.cells import Cell, Repeated, Spanning
from kariz.reading.cells.units import is_of_amounts, says_only_unit
from kariz.reading.columns.fields import TARGETS

HEADERS = frozenset(map(squash, ("name", "نام", "اسم", "عنوان"))).union(*(target.keys for target in TARGETS))
BETWEEN = ": "
_WHAT = frozenset(map(squash, "نام|اسم|شرح|عنوان|چه کاری|چه|چی|name|title|description|what".split("|")))  # noqa: SIM905
"""Below a group they say what the group itself is: «اقدام بعدی: شرح» is the next step."""
VAGUE = _WHAT | frozenset(
    map(squash, "تاریخ|روز|زمان|کی|شماره|کد|date|day|time|when|number|no|no.|code".split("|"))  # noqa: SIM905
)
"""They say little without their group."""
LONGEST = 50
"""Letters of what is a name, not a sentence."""


def names_of(rows: Sequence[Sequence[Cell]]) -> list[Cell]:
    """A name for every column of these rows, "" for those without: its lowest, with the group above where that alone does
    not tell it."""
    if len(rows) == 1:
        return list(rows[0])
    ways = [_way(rows, place) for place in range(max(map(len, rows)))]
    bare = Counter(squash(way[-1]) for way in ways if way)
    told = [1 + (_needs_group(way) or (len(way) > 1 and bare[squash(way[-1])] > 1)) for way in ways]
    names = [_label(way, levels) for way, levels in zip(ways, told, strict=True)]
    for _level in rows:
        times = Counter(squash(name) for name in names)
        more = [
            min(levels + (times[squash(name)] > 1), len(way))
            for name, levels, way in zip(names, told, ways, strict=True)
        ]
        if more == told:
            break
        told = more
        names = [_label(way, levels) for way, levels in zip(ways, told, strict=True)]
    return [*names]


def _label(way: Sequence[str], levels: int) -> str:
    return BETWEEN.join(way[-levels:])


def _way(rows: Sequence[Sequence[Cell]], place: int) -> list[str]:
    """The texts over a column, from the group to its own name."""
    found: list[str] = []
    for level, cells in enumerate(rows):
        cell = cells[place] if place < len(cells) else ""
        if cell == "":
            cell = _group(rows, level, place)
        if cell == "" or isinstance(cell, Repeated):
            continue
        text = " ".join(str(cell).split())
        if found and says_only_unit(text):
            found[-1] = f"{found[-1]} ({text.strip('()[] ')})"
        elif text and found[-1:] != [text]:
            found.append(text)
    return found


def _group(rows: Sequence[Sequence[Cell]], level: int, place: int) -> Cell:
    """The text to the left in that row which stands over the column, too; only of a column that has a name below."""
    if not any(place < len(cells) and cells[place] != "" for cells in rows[level + 1 :]):
        return ""
    if any(place < len(cells) and cells[place] != "" for cells in rows[:level]):
        return ""
    cells = rows[level]
    start = next((at for at in range(min(place, len(cells)) - 1, -1, -1) if cells[at] != ""), None)
    if start is None:
        return ""
    cell = cells[start]
    if isinstance(cell, Spanning):
        return cell if start + cell.columns > place else ""
    merged = any(isinstance(one, Spanning) for row in rows for one in row)
    below = any(start < len(row) and row[start] != "" for row in rows[level + 1 :])
    return cell if below and not merged else ""


def _needs_group(way: Sequence[str]) -> bool:
    if len(way) < 2 or len(way[-2]) > LONGEST:
        return False
    group, name = way[-2:]
    if squash(name) in VAGUE or is_of_amounts(group):
        return True
    own = _means(name)
    return any(found and found != own for found in map(_means, _turned(group, name)))


def _means(text: str) -> set[str]:
    key = squash(text)
    return {target.name for target in TARGETS if key in target.keys}


def _turned(group: str, name: str) -> tuple[str, str]:
    """«نام مشتری», "customer name" of the group and the name below it."""
    return f"{name} {group}", f"{group} {name}"


def spoken(columns: Sequence[str]) -> list[str]:
    """The columns as a list with names in one row would call them, none twice: «مشتری: نام» is «نام مشتری»."""
    if not any(BETWEEN in column for column in columns):
        return list(columns)
    found: list[str] = []
    plain = {column for column in columns if BETWEEN not in column}
    for column in columns:
        said = _spoken(column)
        fits = said == column or said not in plain | set(found)
        found.append(said if fits else column)
    return found


def _spoken(column: str) -> str:
    group, _between, name = column.rpartition(BETWEEN)
    group = group.rpartition(BETWEEN)[2]
    if not group.strip() or not name.strip():
        return column
    for said in _turned(group, name):
        if squash(said) in HEADERS:
            return said
    key = squash(name)
    if key in _WHAT or (is_of_amounts(group) and key not in HEADERS):
        return group
    return name if key in HEADERS else column
