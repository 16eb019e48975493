"""Days with which notes of ended deals begin or end: «قرارداد 05/4/6», "signed 12/3/25"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from kariz.localisation.digits import to_latin
from kariz.reading.cells.values import BadValue
from kariz.reading.days import days
from kariz.reading.rows.settings import Settings

_PARTS = re.compile(r"[\n;؛،]|,\s|\.\s")
_DAY = r"\d{1,4}(?P<sign>[/.\-])\d{1,2}(?P=sign)\d{1,4}"
_BEGINS = re.compile(rf"[\s(\[]*(?P<day>{_DAY})(?![\d/.\-])")
_ENDS = re.compile(rf"(?<![\d/.\-])(?P<day>{_DAY})[\s)\].]*$")


def day_in(text: str, begun: date | None, today: date, settings: Settings) -> date | None:
    """The last of them on which a deal that began then may have ended; one that can be read two ways is none."""
    found = [day for said in _said(text) if (day := _read(said, today, settings))]
    return max((day for day in found if (begun or day) <= day <= today), default=None)


def _said(text: str) -> Iterator[str]:
    for part in _PARTS.split(to_latin(text)):
        for place in (_BEGINS.match(part), _ENDS.search(part)):
            if place is not None:
                yield place["day"]


def _read(said: str, today: date, settings: Settings) -> date | None:
    try:
        day = days.read_date(said, today=today, calendar=settings.calendar, order=settings.day_order)
    except BadValue:
        return None
    return None if isinstance(day, days.FirstOfMonth) else day
