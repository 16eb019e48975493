"""The day that stands in the words of a next step: "Call 09/11/2024"."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from kariz.exchange.rules import bare_days
from kariz.exchange.rules.cells import Cell
from kariz.exchange.rules.settling import day_of
from kariz.exchange.rules.values import BadValue, read_line
from kariz.exchange.rules.years import Dated, month_and_day, on, unlikely, without_year
from kariz.localisation.calendar import Calendar, split
from kariz.localisation.digits import to_latin
from kariz.localisation.said import gettext as _
from kariz.localisation.said import quoting

if TYPE_CHECKING:
    from kariz.exchange.rules.drafts import Draft

_DAY = re.compile(
    r"(?<![\w/.\-])(\d{1,2}[/.\-]\d{1,2}[/.\-](?:\d{4}|\d{2})|\d{4}[/.\-]\d{1,2}[/.\-]\d{1,2})(?![\w/\-]|\.\d)"
)


_NAMED = (
    re.compile(r"(?<!\d)\d{1,2}(?:st|nd|rd|th|ام)? ?[^\W\d]{2,12}"),
    re.compile(r"(?<!\w)[^\W\d]{2,12} \d{1,2}(?![\d/.\-])"),
)
_HOURS = frozenset({"am", "pm", "at", "ساعت", "صبح", "ظهر", "عصر", "شب"})
LATE = 30
"""Days that a step without a year may be overdue; else it is of the year to come."""


def take(
    values: dict[str, Any], read: Callable[[str], date], today: date, calendar: Calendar, order: str = ""
) -> Dated | None:
    """Where no column says the day of the step and its words say one, it is due then. The words stay as they are, but a
    step of which only the day is said is a follow-up. Gives the day of words that say no year: that one was chosen is
    worth telling. `order`: what days of two numbers begin with in that column."""
    if "next_step_on" in values or not isinstance(text := values.get("next_step"), str):
        return None
    found = _DAY.findall(to_latin(text))
    if len(found) == 1:
        try:
            values["next_step_on"] = read(found[0])
        except BadValue:
            return None
        if to_latin(text).strip() == found[0]:
            _name(values)
    elif not found and (dated := _without_year(text, today, calendar, order)):
        values["next_step_on"] = dated.day
        if without_year(text) or month_and_day(text):
            _name(values)
        return dated
    return None


def keep_said(
    draft: Draft,
    cell: Cell,
    error: BadValue,
    read: Callable[[str], date],
    today: date,
    calendar: Calendar,
    order: str = "",
) -> None:
    """Words in a column of days: «تماس ۱۱ آذر» is due then, and says what is to be done; «هفته بعد» is not a day any
    more, but it still says what was meant."""
    said = read_line(cell)
    found: dict[str, Any] = {"next_step": said}
    dated = take(found, read, today, calendar, order)
    draft.values["next_step_said"] = said
    if "next_step_on" not in found:
        draft.warn("next_step_on", quoting(error.message, said[:60]), said)
        return
    draft.values["next_step_on"] = found["next_step_on"]
    if dated:
        draft.warn("next_step_on", quoting(dated.told, said[:60]), often=True)


def has_words_and_day(cell: Cell) -> bool:
    """«تماس ۱۱ آذر», «1405/09/24 تماس»: a day, and more words than those of its hour."""
    if not isinstance(cell, str) or day_of(cell) or without_year(cell) or month_and_day(cell):
        return False
    text = to_latin(cell)
    days = [*_DAY.findall(text), *(said for said in _NAMED[0].findall(text) if without_year(said))]
    if len(days) != 1:
        return False
    words = re.findall(r"[^\W\d]{2,}", text.replace(days[0], " ").lower())
    return any(word not in _HOURS for word in words)


def _name(values: dict[str, Any]) -> None:
    """A day is no name of a step; a deal that is closed keeps it in its notes."""
    values["step_written"], values["next_step"] = values["next_step"], _("Follow up")


def _without_year(text: str, today: date, calendar: Calendar, order: str) -> Dated | None:
    """«۵ دی», "17 Nov", and among Jalali dates «۹/۸»: the next such day, or one just gone by."""
    latin = to_latin(text)
    said = {found for form in _NAMED for words in form.findall(latin) if (found := without_year(words))}
    if said:
        return _near(*said.pop(), today) if len(said) == 1 else None
    bare = set(bare_days.in_words(latin)) if calendar == "jalali" else set()
    if len(bare) != 1:
        return None
    may_be = (_near(*read, today, bare=True) for read in bare_days.readings(*bare.pop(), order))
    return min(filter(None, may_be), key=lambda one: unlikely(one.day, today), default=None)


def _near(day: int, month: int, calendar: Calendar, today: date, *, bare: bool = False) -> Dated | None:
    this = split(today, calendar).year
    near = [
        Dated(coming, year, bare=bare)
        for year in (this - 1, this, this + 1)
        if (coming := on(year, month, day, calendar))
    ]
    return next((one for one in near if one.day >= today - timedelta(days=LATE)), None)
