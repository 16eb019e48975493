"""The day of the order, or on which the work was done, beside that of the inquiry, or the day of the status: the deal ended
then, where no other column says when."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, MutableMapping, Sequence

from kariz.localisation.text import fold, squash
from kariz.reading.cells.cells import Cell
from kariz.reading.cells.keys import keys_of
from kariz.reading.columns.days_or_words import MANY
from kariz.reading.columns.plain_headers import dated
from kariz.reading.columns.settling import most, read_days, tomorrow
from kariz.reading.deals.stages import says_an_end

_ENDS = keys_of(
    "order date|date of order|date ordered|ordered|ordered on|order placed|order in|order rec'd|order recd|po date|"
    "date of po|po received|po recd|invoice date|done date|date done|done|done on|completed|completed on|date completed|"
    "completion date|finished|finished on|date finished|job done|installed|installed on|"
    "تاریخ سفارش|تاریخ ثبت سفارش|روز سفارش|تاریخ فاکتور|تاریخ قرارداد|روز قرارداد|تاریخ عقد قرارداد|"
    "تاریخ انجام کار|تاریخ اتمام|تاریخ اتمام کار|تاریخ نصب|تمام شد در"
)

_DAY = re.compile(r"\b(?:date|day|dated|on|of|تاریخ|روز|زمان)\b")
_ALONE = re.compile(r"\b\w\b")
"""Initials of a header that says all of its words: "W/L"."""


def close_then(
    mapping: MutableMapping[str, str],
    columns: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    said: Mapping[str, str],
) -> None:
    """Take the first such column for the closing day of a list of deals; none of its days is before that of the inquiry,
    and none is to come. `said`: what each header says by itself."""
    fields = {name: place for place, column in enumerate(columns) if (name := mapping.get(column))}
    if "closed_at" in fields:
        return
    if column := _day_of_status(mapping, columns, rows):
        mapping[column] = "closed_at"
        return
    if "created_at" not in fields:
        return
    for place, column in enumerate(columns):
        free = column not in mapping and said.get(column, "") in ("", "created_at")
        if free and squash(column) in _ENDS and _are_ends(rows, fields["created_at"], place):
            mapping[column] = "closed_at"
            return


def _day_of_status(mapping: Mapping[str, str], columns: Sequence[str], rows: Sequence[Sequence[Cell]]) -> str:
    """ "Date W/L" beside "W/L", «تاریخ نتیجه» beside «نتیجه»: the first of those that have days mostly where deals ended."""
    places = {squash(one): at for at, one in enumerate(columns) if mapping.get(one) in ("outcome", "stage")}
    for place, column in enumerate(columns):
        status = places.get(_of_what(column))
        # Of the only days of a list it is easily said that deals began on them.
        taken = mapping.get(column, "created_at") != "created_at"
        if status is None or taken or place == status:
            continue
        filled = [row for row in rows if max(place, status) < len(row) and row[place] != ""]
        initials = set(_ALONE.findall(fold(columns[status])))
        ended = [says_an_end(said := str(row[status])) or fold(said.strip()) in initials for row in filled]
        if filled and dated([row[place] for row in filled]) >= MANY and most(ended):
            return column
    return ""


def is_of_status(column: str, statuses: Iterable[str]) -> bool:
    """Does it say since when what stands in one of the other columns is so? Of a deal that goes on that is no end."""
    return _of_what(column) in {squash(one) for one in statuses if one != column}


def _of_what(column: str) -> str:
    return squash(_DAY.sub(" ", fold(column)))


def _are_ends(rows: Sequence[Sequence[Cell]], begun: int, ended: int) -> bool:
    filled = [row for row in rows if max(begun, ended) < len(row) and row[ended] != ""]
    if not filled or dated([row[ended] for row in filled]) < MANY:
        return False
    # Days that can be read two ways say nothing here.
    days = read_days([*(row[begun] for row in filled), *(row[ended] for row in filled)])
    pairs = zip(days[: len(filled)], days[len(filled) :], strict=True)
    return most(day < tomorrow() and (first is None or first <= day) for first, day in pairs if day)
