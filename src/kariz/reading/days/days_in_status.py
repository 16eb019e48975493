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
_FILLER = re.compile(r"(?:^|\s)(?:در|به|تاریخ|مورخ|مورخه|در تاریخ|on|at|dated|date)$", re.IGNORECASE)


def apart(text: str) -> tuple[str, str]:
    """(the words, the day) of a cell that says one day and something else; (text, "") of any other."""
    if len(text) > LONGEST or len(found := list(_DAY.finditer(to_latin(text)))) != 1:
        return text, ""
    start, end = found[0].span()
    before, behind = _FILLER.sub("", text[:start].strip(_EDGES)).strip(_EDGES), text[end:].strip(_EDGES)
    # What stands behind a dash is apart from the word, still.
    between = " - " if text[end:].strip()[:1] in ("-", "–", "—") else " "
    words = between.join(filter(None, (before, behind)))
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
            draft.status_day = day
            draft.status_said = read_line(said)


def tell(draft: Draft, begun: date | None, today: date) -> None:
    """Of a deal that has ended it is the closing day; of another one it stands in the notes."""
    if (day := draft.status_day) is None:
        return
    if draft.ended and "closed_at" not in draft.values and (begun or day) <= day <= today:
        draft.values["closed_at"] = day
        draft.warn(
            "closed_at", _("The day in the cell of its status is taken as the closing day."), often=True
        )
    elif draft.status_said not in draft.remarks:
        draft.remarks.append(draft.status_said)
