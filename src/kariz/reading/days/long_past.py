"""Steps whose day was long past when the list was last written in: nobody is to be late with them, and nothing they say is
lost."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from kariz.localisation.calendar import Calendar
from kariz.localisation.said import gettext as _
from kariz.localisation.said import quoting
from kariz.reading.cells.cells import Cell, plain
from kariz.reading.cells.values import BadValue
from kariz.reading.days.years import in_words

if TYPE_CHECKING:
    from kariz.reading.rows.drafts import Draft

SIGN = "old_step"
LONG = timedelta(days=183)
FIELDS = frozenset({"next_step", "next_step_on"})


def newest(
    rows: Iterable[Sequence[Cell]], dated: Sequence[tuple[int, Callable[[Cell], Any]]], today: date
) -> date | None:
    """The newest day of a list that has come: about then somebody last wrote in it. `dated`: (place, who reads it) of the
    columns of days."""
    found = None
    for row in rows:
        for place, read in dated:
            day = _day(row[place], read) if place < len(row) and row[place] != "" else None
            if day and day <= today and (found is None or day > found):
                found = day
    return found


def _day(cell: Cell, read: Callable[[Cell], Any]) -> date | None:
    try:
        said = read(plain(cell))
    except BadValue:
        return None
    return date(said.year, said.month, said.day) if isinstance(said, date) else None


def leave(draft: Draft, last: date | None, calendar: Calendar) -> None:
    """Make a note of the step of the row, where its day lies more than half a year before the last one of its list."""
    due = draft.values.get("next_step_on")
    day = due.date() if isinstance(due, datetime) else due
    if day is None or last is None or day >= last - LONG:
        return
    said = in_words(day, calendar)
    text = draft.values.pop("step_written", "") or draft.values.get("next_step", "")
    for name in FIELDS:
        draft.values.pop(name, None)
    draft.signs.append(SIGN)
    draft.remarks.append(_("Next step: %(text)s") % {"text": f"{text} ({said})" if text else said})
    told = quoting(_("The day of the step is long past; the step stands in the notes and is not open."), said)
    draft.warn("next_step_on", told, often=True)
