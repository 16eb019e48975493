"""The day on which deals were over, by a header that says both ends ("Signed / lost on") or by rows: days that stand where
deals were won and lost, and nowhere else."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from kariz.localisation.text import fold
from kariz.reading.cells import answers
from kariz.reading.cells.cells import Cell
from kariz.reading.cells.values import LOST, WON
from kariz.reading.columns.days_or_words import MANY
from kariz.reading.columns.plain_headers import dated
from kariz.reading.columns.settling import day_of, most, tomorrow
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
    r"فاکتور|پرداخت|واریز|تسویه|تحویل|نصب|ارسال|حمل|شروع|آغاز|اغاز|گارانتی|ضمانت|انقضا|تمدید|یادآوری|یاداوری|تولد|بازدید|"
    r"تماس|پیش ?فاکتور)\b"
)
"""Days of something else that comes with an end, or before it."""
FEWEST = 3
"""Rows with such a day."""
OPEN = 0.1
"""Of the deals that go on, at most, have a day there."""


def says_both_ends(column: str) -> bool:
    """ "Signed / lost on", «تاریخ قرارداد یا لغو»: the day of whichever end it was."""
    return _BOTH.fullmatch(" ".join(re.findall(r"\w+", fold(column)))) is not None


def closes_then(mapping: dict[str, str], columns: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
    """Take the only free column of days that stand where deals are over for the closing day of a list of deals."""
    fields = {name: place for place, column in enumerate(columns) if (name := mapping.get(column))}
    status = fields.get("outcome", fields.get("stage"))
    if "closed_at" in fields or status is None:
        return
    asks = answers.asks(columns[status])
    said = [
        (_end(str(row[status]), asks=asks), row) for row in rows if status < len(row) and row[status] != ""
    ]
    found = [
        column
        for place, column in enumerate(columns)
        if column not in mapping
        and not _ELSE.search(fold(column))
        and _over(said, place, fields.get("created_at"))
    ]
    if len(found) == 1:
        mapping[found[0]] = "closed_at"


def _end(text: str, *, asks: bool) -> str:
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
