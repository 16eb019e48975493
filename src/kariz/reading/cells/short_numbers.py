"""Numbers without their area code, "555-0191": that of the same number elsewhere in the lists that come together, or, in
North America, of nearly all others there. Where it is not clear they stay as they are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kariz.localisation import home
from kariz.localisation.digits import to_latin
from kariz.localisation.said import gettext as _
from kariz.reading.cells.cells import Cell
from kariz.reading.rows.drafts import Draft

FIELDS = frozenset({"phone", "mobile", "company_phone", "called"})
NEARLY_ALL = 0.8
"""Of the whole numbers those of one area, by which the others are read."""
FEWEST = 5
"""Whole numbers that say together in which area a firm works."""
_AMERICA, _IRAN = 1, 98
_WHOLE = {
    _AMERICA: re.compile(r"(?<!\d)(?:\+?1[-. ]*)?\(?([2-9]\d\d)\)?[-./ ]*([2-9]\d\d)[-. ]?(\d{4})(?!\d)"),
    _IRAN: re.compile(r"(?<!\d)(?:\+98|0098|0)[ -]?([1-8]\d)[ -]?([1-9]\d{3})[ -]?(\d{4})(?!\d)"),
}
_SHORT = {
    _AMERICA: re.compile(r"(?<![\d(])(?<!\d[-./ )])(?<!\d\) )([2-9]\d\d)[-. ](\d{4})(?!\d|[-./ ]\d)"),
    _IRAN: re.compile(r"(?<!\d)(?<!\d[ -])([1-9]\d{3})[ -]?(\d{4})(?!\d|[ -]\d)"),
}
_SHAPE = {_AMERICA: "({}) {}-{}", _IRAN: "0{}{}{}"}
Rows = tuple[Iterable[Sequence[Cell]], Mapping[int, str]]
"""Those of a list, and what each place holds."""


@dataclass(frozen=True, slots=True)
class Areas:
    """What the lists say of areas."""

    usual: str = ""
    """That of nearly all whole numbers."""
    of_ends: Mapping[str, str] = field(default_factory=dict)
    """{number without its area: its area}, where only one has it."""


NOTHING = Areas()


def areas_of(lists: Iterable[Rows]) -> Areas:
    """Read from the whole numbers of all lists."""
    if (whole := _WHOLE.get(home.code())) is None:
        return NOTHING
    found = {hit.groups() for rows, fields in lists for hit in _hits(whole, rows, fields)}
    ends: dict[str, set[str]] = {}
    for area, first, last in found:
        ends.setdefault(first + last, set()).add(area)
    counted = Counter(area for area, _first, _last in found).most_common(1)
    usual = ""
    if home.code() == _AMERICA and len(found) >= FEWEST and counted[0][1] >= NEARLY_ALL * len(found):
        usual = counted[0][0]
    return Areas(usual, {end: areas.pop() for end, areas in ends.items() if len(areas) == 1})


def _hits(
    pattern: re.Pattern[str], rows: Iterable[Sequence[Cell]], fields: Mapping[int, str]
) -> Iterator[re.Match[str]]:
    places = [place for place, name in fields.items() if name in FIELDS]
    for row in rows if places else ():
        for place in places:
            if place < len(row) and row[place] != "":
                yield from pattern.finditer(to_latin(str(row[place])))


def completed(draft: Draft, name: str, cell: Cell, areas: Areas) -> Cell:
    """The cell with the area before its short numbers, of which the row tells."""
    short = _SHORT.get(home.code()) if name in FIELDS and (areas.usual or areas.of_ends) else None
    if short is None or not isinstance(cell, str | int):
        return cell
    said: set[str] = set()

    def whole(hit: re.Match[str]) -> str:
        area = areas.of_ends.get(hit[1] + hit[2], areas.usual)
        if area:
            said.add(area)
        return _SHAPE[home.code()].format(area, hit[1], hit[2]) if area else hit[0]

    text = short.sub(whole, to_latin(str(cell)))
    for area in sorted(said):
        shown = f"({area})" if home.code() == _AMERICA else f"0{area}"
        told = _("A number without area code is read as %(code)s.") % {"code": shown}
        draft.warn(name, told, often=True)
    return text if said else cell
