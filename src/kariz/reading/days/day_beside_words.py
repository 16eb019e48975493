"""A cell in a column of days that says a day and something besides: «یادآوری ۱۴۰۵/۱۲/۱۷», "revised 2026-03-08"."""

from __future__ import annotations

import re

from kariz.localisation.digits import to_latin
from kariz.localisation.text import fold
from kariz.reading.cells.cells import Cell
from kariz.reading.days.said_patterns import NAMED_YEAR, WHOLE, plain

FIELDS = frozenset({"created_at", "closed_at", "expected_close", "consent_on", "due_at", "done_at"})
"""Days that a row can do without."""
ENDS = frozenset({"closed_at", "expected_close"})
_BACK = re.compile(
    r"\b(?:remind\w*|call|ring|phone|chase|revisit|contact|follow|return|back)\b|"
    r"یاداوری|یاداور|پیگیری|پی گیری|تماس|زنگ|مراجعه|سراغ|برگرد\w*"
)
"""Somebody comes back on that day, which is not the day of an end."""
_HOURS = re.compile(r"\b(?:am|pm|at|ساعت|صبح|ظهر|عصر|شب)\b")


def day_in(cell: Cell) -> str:
    """The only day of a cell that is named in whole, beside words; "" where there is none, or another."""
    if not isinstance(cell, str):
        return ""
    text = plain(to_latin(cell))
    found = [*WHOLE.finditer(text), *NAMED_YEAR.finditer(text)]
    if len(found) != 1:
        return ""
    rest = _HOURS.sub(" ", f"{text[: found[0].start()]} {text[found[0].end() :]}".lower())
    return found[0][0].strip() if re.search(r"[^\W\d]{2}", rest) and not re.search(r"\d", rest) else ""


def comes_back(cell: Cell) -> bool:
    """Do its words say that somebody comes back then?"""
    return _BACK.search(fold(str(cell).replace("\u200c", " "))) is not None
