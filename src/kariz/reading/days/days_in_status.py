"""The day that stands in the cell of a status: «فروخته شد ۱۴۰۵/۴/۲۹», "Lost 12/03/2026". It is no part of the word."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kariz.localisation.digits import to_latin
from kariz.localisation.said import gettext as _
from kariz.reading.cells.values import read_line
from kariz.reading.days.ends_in_notes import read_day
from kariz.reading.deals.ends_said import WORDED

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from kariz.reading.rows.drafts import Draft
    from kariz.reading.rows.settings import Settings

LONGEST = 200
_DAY = re.compile(
    r"(?<![\d/.\-])(?:1[34]\d\d|20\d\d)[/.\-]\d{1,2}[/.\-]\d{1,2}(?![\d/.\-])"
    r"|(?<![\d/.\-])\d{1,2}[/.\-]\d{1,2}[/.\-](?:1[34]|20)\d\d(?![\d/.\-])"
)
"""With its year written out."""
_EDGES = " \t-–—،,:؛;|"
_FILLER = re.compile(
    r"(?:^|\s)(?:در|به|تاریخ|مورخ|مورخه|در تاریخ|تا|از|on|at|dated|date|until|till|since|as of)$",
    re.IGNORECASE,
)
_SIGNS = frozenset(_EDGES.strip())
_AROUND = {"(": ")", "[": "]"}


def apart(text: str) -> tuple[str, str]:
    """(the words, the day) of a cell that says one day and something else; (text, "") of any other."""
    if len(text) > LONGEST or len(found := list(_DAY.finditer(to_latin(text)))) != 1:
        return text, ""
    start, end = found[0].span()
    before, behind = text[:start].rstrip(), text[end:].lstrip()
    bracketed = before[-1:] in _AROUND and behind[:1] == _AROUND[before[-1:]]
    if bracketed:
        before, behind = before[:-1].rstrip(), behind[1:].lstrip()
    # What stands behind a sign is apart from the word, still.
    signed = bracketed or before[-1:] in _SIGNS or behind[:1] in _SIGNS
    before = _FILLER.sub("", before.strip(_EDGES)).strip(_EDGES)
    words = (" - " if signed else " ").join(filter(None, (before, behind.strip(_EDGES))))
    return (words, found[0][0]) if any(map(str.isalpha, words)) else (text, "")


def take(draft: Draft, today: date, settings: Settings) -> None:
    """Leave the words of the row's status, and keep the day beside them."""
    for name in WORDED:
        said = draft.values.get(name)
        if not isinstance(said, str):
            continue
        words, written = apart(said)
        if written and (day := read_day(written, today, settings)):
            draft.values[name] = words
            draft.status_days = (*draft.status_days, (words, read_line(said), day))


def tell(draft: Draft, begun: date | None, today: date, is_over: Callable[[str], bool]) -> None:
    """Beside a word by which the deal is over it is the closing day; any other stands in the notes."""
    for words, said, day in reversed(draft.status_days):
        if is_over(words) and "closed_at" not in draft.values and (begun or day) <= day <= today:
            draft.values["closed_at"] = day
            draft.warn(
                "closed_at", _("The day in the cell of its status is taken as the closing day."), often=True
            )
        elif said not in draft.remarks and draft.values.get("closed_at") != day:
            draft.remarks.append(said)
