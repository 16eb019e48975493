"""Lists of work that is done: what was installed or invoiced, on days that are past, and not a word of how it stands. Their
deals are won, on that day."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from kariz.localisation.calendar import split
from kariz.localisation.digits import to_latin
from kariz.localisation.text import fold, squash
from kariz.reading.cells.cells import Cell
from kariz.reading.cells.keys import keys_of
from kariz.reading.columns.settling import day_of, is_day, most, tomorrow

_BILLED = keys_of(
    "invoiced|invoiced on|date invoiced|invoice date|invoice sent|billed|billed on|date billed|bill date|"
    "فاکتور شد|فاکتور شده|تاریخ فاکتور|روز فاکتور|تاریخ صدور فاکتور"
)
_DONE = keys_of(
    "installed|installed on|date installed|install date|installation date|fitted|fitted on|date fitted|delivered|"
    "delivered on|date delivered|supplied|supplied on|completed|completed on|date completed|completion date|finished|"
    "finished on|done|done on|date done|job done|handed over|"
    "نصب|نصب شد|نصب شده|تاریخ نصب|روز نصب|تحویل شد|تحویل شده|تحویل داده شد|تاریخ تحویل|روز تحویل|تاریخ انجام کار|"
    "تاریخ انجام|انجام شد|تاریخ اتمام|تاریخ اتمام کار|تمام شد"
)
_WHAT = keys_of(
    "installed|fitted|supplied|delivered|what we installed|what was installed|what we did|sold|bought|"
    "نصب شده|نصب|تحویل شده|چی نصب شد|چه نصب شد|چی فروختیم|فروخته شده"
)
"""Above words they say what was done, above days when."""
_GOES_ON = frozenset({"outcome", "stage", "next_step", "next_step_on", "expected_close", "back_on", "id"})
_WORK = re.compile(
    r"jobs?|orders?|sales|installs?|installations?|contracts?|invoices?|deliveries|"
    r"کارها|کارهای|سفارش|سفارشات|سفارشها|سفارشهای|فروش|فروشها|فروشهای|قراردادها|قراردادهای|فاکتورها|فاکتورهای|نصبها|نصبهای|"
    r"تحویلها|تحویلهای"
)
_BESIDE = re.compile(
    r"done|finished|completed|our|all|the|in|of|list|year|fy|انجام|شده|تمام|لیست|فهرست|سال|\d+"
)
_LETTERS = re.compile(r"[^\W\d_]{3}")
_YEAR = re.compile(r"(?<!\d)(?:1[34]\d\d|20\d\d)(?!\d)")
FEWEST = 3
"""Days of such a column."""
NEARLY_ALL = 0.8
"""Of the rows have one."""


def say_what(mapping: dict[str, str], values: Mapping[str, Sequence[Cell]]) -> None:
    """Take the column of what was installed for the title of a list of deals that has none."""
    if "title" in mapping.values():
        return
    for column, cells in values.items():
        if column not in mapping and squash(column) in _WHAT and _are_things(cells):
            mapping[column] = "title"
            return


def _are_things(cells: Sequence[Cell]) -> bool:
    """Do different texts stand here, and no days?"""
    said = [cell for cell in cells if isinstance(cell, str) and _LETTERS.search(cell) and not is_day(cell)]
    return len(set(said)) >= FEWEST and most(cell in said for cell in cells)


def closes_then(mapping: dict[str, str], columns: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
    """Take the day of the invoice, else that of the work, for the closing day of such a list."""
    if "closed_at" in mapping.values():
        return
    column = _day(mapping, columns, rows)
    if column and mapping.get(column, "created_at") in ("created_at", "expected_close"):
        mapping[column] = "closed_at"


def are_done(mapping: Mapping[str, str], columns: Sequence[str], rows: Sequence[Sequence[Cell]]) -> bool:
    """Does each row say a day on which the work was over?"""
    return bool(_day(mapping, columns, rows))


def are_of_past_year(called: Iterable[str], mapping: Mapping[str, str], today: date) -> bool:
    """Is such a list called the jobs of a year that is over, "2024 jobs", «فروش ۱۴۰۳», and nothing else?"""
    return not _GOES_ON & set(mapping.values()) and any(_is_over(text, today) for text in called)


def _is_over(text: str, today: date) -> bool:
    said = re.findall(r"\w+", fold(to_latin(text).replace("\u200c", "")))
    years = [int(year) for word in said for year in _YEAR.findall(word)]
    others = [word for word in said if not _WORK.fullmatch(word)]
    past = all(year < (today.year if year > 1900 else split(today).year) for year in years)
    return bool(years) and past and len(others) < len(said) and all(map(_BESIDE.fullmatch, others))


def _day(mapping: Mapping[str, str], columns: Sequence[str], rows: Sequence[Sequence[Cell]]) -> str:
    ours = {column for column, name in mapping.items() if name != "expected_close"}
    if _GOES_ON & {mapping[column] for column in ours}:
        return ""
    for keys in (_BILLED, _DONE):
        for place, column in enumerate(columns):
            if squash(column) in keys and _are_past(rows, place):
                return column
    return ""


def _are_past(rows: Sequence[Sequence[Cell]], place: int) -> bool:
    cells = [row[place] for row in rows if place < len(row) and row[place] != ""]
    days = [day for cell in cells if (day := day_of(cell)) is not None]
    return len(days) >= max(FEWEST, NEARLY_ALL * len(rows)) and max(days) < tomorrow()
