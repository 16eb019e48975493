"""What the dates of a file say together of how each of them is to be read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from kariz.localisation.calendar import MONTHS
from kariz.localisation.digits import to_latin
from kariz.localisation.text import fold
from kariz.reading.cells.cells import Cell
from kariz.reading.days.days import TURNED

_JALALI = re.compile(r"(?<!\d)1[34]\d\d(?:[/.\-]\d{1,2}|[01]\d[0-3]\d)(?!\d)|[/.\-]1[34]\d\d(?!\d)")
_GREGORIAN = re.compile(r"(?<!\d)(?:19|20)\d\d(?:[/.\-]\d{1,2}|[01]\d[0-3]\d)|[/.\-](?:19|20)\d\d(?!\d)")
_MONTHS = tuple(fold(name) for name in MONTHS["jalali", "fa"] if len(name) > 3)


def day_order(rows: Iterable[Sequence[Cell]], *, short: bool = False, usual: str = "") -> str:
    """ "day" or "month" where cells like 13/03/2027 decide what all the dates of the file begin with, else "". With `short`
    13/03/27 decides as well, in a file of Gregorian days; where none does, it is as is `usual` in the country."""
    found = set()
    for row in rows:
        for cell in row:
            if isinstance(cell, str) and (numbers := TURNED.search(to_latin(cell))):
                first, second = int(numbers[1]), int(numbers[2])
                told = len(numbers[3]) == 4 or short
                if told and max(first, second) > 12 >= min(first, second):
                    found.add("day" if first > 12 else "month")
    if not found:
        return usual if usual in ("day", "month") else ""
    return found.pop() if len(found) == 1 else ""


def calendar_of(rows: Iterable[Sequence[Cell]]) -> str:
    """ "jalali" or "gregorian" where the dates of a file with whole years, or Persian names of months, are mostly of one
    calendar, so that its short years are of the same; "" where none says."""
    jalali = gregorian = 0
    for row in rows:
        for cell in row:
            # A cell of the spreadsheet's own type for days looks Gregorian in whatever calendar people write.
            text = to_latin(str(cell)) if isinstance(cell, str | int) and not isinstance(cell, bool) else ""
            if _JALALI.search(text) or any(month in fold(text) for month in _MONTHS):
                jalali += 1
            elif _GREGORIAN.search(text):
                gregorian += 1
    if jalali == gregorian:
        return ""
    return "jalali" if jalali > gregorian else "gregorian"


def either_way(rows: Iterable[Sequence[Cell]]) -> str:
    """A date of the rows whose day and month could change places, as it stands; or ""."""
    for row in rows:
        for cell in row:
            if isinstance(cell, str) and (numbers := TURNED.search(to_latin(cell))):
                first, second = int(numbers[1]), int(numbers[2])
                if len(numbers[3]) == 4 and first != second and max(first, second) <= 12:
                    return numbers[0]
    return ""
