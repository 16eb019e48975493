"""Days that are written with two numbers and no year. «۹/۱۲» is mostly the month and the day, but in many columns people
write the day first; "12/1" is what the country of its company writes."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kariz.localisation.calendar import Calendar
from kariz.localisation.digits import to_latin
from kariz.reading.cells.cells import Cell

DAY, MONTH = "day", "month"
_ALONE = re.compile(r"(\d{1,2})\s?[/.]\s?(\d{1,2})")
_IN_WORDS = re.compile(r"(?<![\w/.\-])(\d{1,2})/(\d{1,2})(?![\w/.\-])")
_INCHES = re.compile(r"اینچ|inch|[\"″”]", re.IGNORECASE)
"""Of pipes and valves «۳/۴» is a size."""
Said = tuple[int, int, Calendar]


def readings(first: int, second: int, order: str = "") -> list[Said]:
    """What two numbers may mean as (day, month, calendar): in the `order` of their column where that is known and fits,
    else both, the month first."""
    found = {MONTH: (second, first), DAY: (first, second)}
    may_be = {name: said for name, said in found.items() if 1 <= said[0] <= 31 and 1 <= said[1] <= 12}
    chosen = [may_be[order]] if order in may_be else list(may_be.values())
    return [(day, month, "jalali") for day, month in dict.fromkeys(chosen)]


def alone(cell: Cell) -> tuple[int, int] | None:
    """The two numbers of a cell that holds nothing else."""
    if not isinstance(cell, str) or not (found := _ALONE.fullmatch(to_latin(cell).strip())):
        return None
    return int(found[1]), int(found[2])


def gregorian(cell: Cell, order: str) -> Said | None:
    """ "12/1" alone in a column of days, in the `order` of that column or of its country; without one it is a day only
    where the numbers say so themselves."""
    numbers = alone(cell)
    found = readings(*numbers, order) if numbers else []
    if not found or (len(found) > 1 and order not in (DAY, MONTH)):
        return None
    return found[0][0], found[0][1], "gregorian"


def in_words(text: str) -> list[tuple[int, int]]:
    """The two numbers of each such day in a text."""
    if "/" not in text or _INCHES.search(text):
        return []
    return [(int(first), int(second)) for first, second in _IN_WORDS.findall(to_latin(text))]


def order_of(cells: Iterable[Cell]) -> str:
    """DAY or MONTH where all days of a column that can be read in one way only go that way; "" where none is, or where
    they differ."""
    orders = set()
    for cell in cells:
        pairs = ([pair] if (pair := alone(cell)) else in_words(cell)) if isinstance(cell, str) else ()
        for first, second in pairs:
            if 1 <= min(first, second) <= 12 < max(first, second) <= 31:
                orders.add(DAY if first > second else MONTH)
    return orders.pop() if len(orders) == 1 else ""
