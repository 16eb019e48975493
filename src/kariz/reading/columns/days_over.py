"""The day on which deals were over, by a header that says both ends ("Signed / lost on") or by rows: days that stand where
deals were won and lost, and nowhere else."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from kariz.localisation.text import fold, squash
from kariz.reading.cells import answers
from kariz.reading.cells.cells import Cell
from kariz.reading.cells.values import LOST, WON
from kariz.reading.columns.days_or_words import MANY
from kariz.reading.columns.plain_headers import dated
from kariz.reading.columns.settling import (
    DAY,
    PAST,
    day_of,
    most,
    of_the_past,
    read_days,
    says_number,
    tomorrow,
)
from kariz.reading.deals.stages import outcome_told

_ENGLISH = (
    "won|win|lost|loss|signed|sold|accepted|declined|rejected|refused|closed|awarded|ordered|order|cancell?ed|dead|died|"
    "decided|confirmed"
)
_PERSIAN = (
    "برد|باخت|قرارداد|لغو|کنسلی|کنسل|امضا|امضاء|فروش|رد|انصراف|بستن|قطعی شدن|پیروزی|شکست|موفق|ناموفق|سفارش"
)
_BOTH = re.compile(
    rf"(?:(?:date|day|when) (?:of )?)(?:{_ENGLISH})(?: (?:or )?(?:{_ENGLISH}))+"
    rf"|(?:{_ENGLISH})(?: (?:or )?(?:{_ENGLISH}))+ (?:on|at|date|day|when)"
    rf"|(?:تاریخ|روز|زمان|ت) (?:{_PERSIAN})(?: (?:یا |و )?(?:{_PERSIAN}))+"
)
_ELSE = re.compile(
    r"\b(?:invoic\w*|paid|pay\w*|deliver\w*|install\w*|ship\w*|start\w*|begin\w*|began|due|warrant\w*|expir\w*|renew\w*|"
    r"review\w*|handover|remind\w*|birth\w*|visit\w*|call\w*|contact\w*|quot\w*|sent|"
    r"establish\w*|founded|since|member\w*|joined|cheque|تاسیس|عضویت|چک|"
    r"فاکتور|پرداخت|واریز|تسویه|تحویل|نصب|ارسال|حمل|شروع|آغاز|اغاز|گارانتی|ضمانت|انقضا|تمدید|یادآوری|یاداوری|تولد|بازدید|"
    r"تماس|پیش ?فاکتور)\b"
)
"""Days of something else that comes with an end, or before it."""
FEWEST = 3
"""Rows with such a day."""
OPEN = 0.1
"""Of the deals that go on, at most, have a day there."""


LONGEST = timedelta(days=2 * 366)
"""Between the beginning of a deal and another day of it."""


def says_both_ends(column: str) -> bool:
    """ "Signed / lost on", «تاریخ قرارداد یا لغو»: the day of whichever end it was."""
    return _BOTH.fullmatch(" ".join(re.findall(r"\w+", fold(column)))) is not None


def begins_first(
    mapping: dict[str, str], columns: Sequence[str], rows: Sequence[Sequence[Cell]], said: Mapping[str, str]
) -> None:
    """Of two columns of days of which no header says anything the earlier one is that of the beginnings. `said`: what each
    header says by itself."""
    places = {column: place for place, column in enumerate(columns)}
    begun = next((column for column, name in mapping.items() if name == "created_at"), "")
    if not begun or said.get(begun):
        return
    earlier = [
        column
        for column, place in places.items()
        if column not in mapping
        and not said.get(column)
        and not _is_of_else(column)
        and of_the_past(column) < PAST
        and _is_before(rows, place, places[begun])
    ]
    if len(earlier) == 1:
        mapping[earlier[0]] = mapping.pop(begun)


def _is_of_else(column: str) -> bool:
    return says_number(column) or _ELSE.search(fold(column)) is not None


def _is_before(rows: Sequence[Sequence[Cell]], one: int, other: int) -> bool:
    both = [row for row in rows if max(one, other) < len(row) and row[one] != "" and row[other] != ""]
    days = read_days([*(row[one] for row in both), *(row[other] for row in both)])
    pairs = [(day, last) for day, last in zip(days, days[len(both) :], strict=False) if day and last]
    if len(pairs) < FEWEST or dated([row[one] for row in both]) < MANY:
        return False
    # A house was built, and a shop opened, long before.
    return most(day <= last <= day + LONGEST for day, last in pairs) and any(
        day < last for day, last in pairs
    )


def closes_then(mapping: dict[str, str], columns: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
    """Take the only free column of days that stand where deals are over for the closing day of a list of deals."""
    fields = {name: place for place, column in enumerate(columns) if (name := mapping.get(column))}
    status = fields.get("outcome", fields.get("stage"))
    if "closed_at" in fields or status is None:
        return
    asks = answers.asks(columns[status])
    said = [
        (end_of(str(row[status]), asks=asks), row) for row in rows if status < len(row) and row[status] != ""
    ]
    found = [
        column
        for place, column in enumerate(columns)
        if column not in mapping and not _is_of_else(column) and _over(said, place, fields.get("created_at"))
    ]
    if len(found) == 1:
        mapping[found[0]] = "closed_at"


def only_date(mapping: Mapping[str, str]) -> str:
    """The "Date" of a list of deals that says of no other day that they began or ended then; else ""."""
    found = [column for column, name in mapping.items() if name == "created_at" and squash(column) in DAY]
    return found[0] if len(found) == 1 and "closed_at" not in mapping.values() else ""


def are_ends(said: Sequence[str]) -> bool:
    """Are these, WON or LOST of each deal with a day, all the deals of a list, and are there some?"""
    return len(said) >= FEWEST and all(end in (WON, LOST) for end in said)


def end_of(text: str, *, asks: bool) -> str:
    """WON, LOST or RESTING, as far as a cell says it. `asks`: its header does, as "Sold?"."""
    answer = answers.answers(text) if asks else None
    return answer[0] if answer else outcome_told(text)


def _over(said: Sequence[tuple[str, Sequence[Cell]]], place: int, begun: int | None) -> bool:
    filled = [(end, row) for end, row in said if place < len(row) and row[place] != ""]
    if len(filled) < FEWEST or dated([row[place] for _end, row in filled]) < MANY:
        return False
    shares: Mapping[str, float] = {
        kind: sum(end == kind for end, _row in filled) / count
        for kind in (WON, LOST)
        if (count := sum(end == kind for end, _row in said))
    }
    going = sum(end not in (WON, LOST) for end, _row in said)
    still = sum(end not in (WON, LOST) for end, _row in filled)
    if not shares or min(shares.values()) < 1 - 2 * OPEN or still > OPEN * going:
        return False
    # Where all deals are over, the day of an end is the one that those have which were lost, too.
    if not going and len(shares) < 2:
        return False
    return most(_fits(row, place, begun) for _end, row in filled)


def _fits(row: Sequence[Cell], place: int, begun: int | None) -> bool:
    """Does the day lie behind, and not before the deal began? One that can be read two ways says nothing."""
    day = day_of(row[place])
    first: date | None = day_of(row[begun]) if begun is not None and begun < len(row) else None
    return day is None or (day < tomorrow() and (first is None or first <= day))
