"""The day that stands in the words of a next step: "Call 09/11/2024"."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

from kariz.localisation.digits import to_latin
from kariz.localisation.said import gettext as _
from kariz.localisation.said import quoting
from kariz.reading.cells.cells import Cell
from kariz.reading.cells.values import BadValue, read_line
from kariz.reading.columns.settling import day_of
from kariz.reading.days.said_days import Reader, says_nothing_else
from kariz.reading.days.said_patterns import WEEKDAY, WHOLE, plain
from kariz.reading.days.years import Dated, month_and_day, without_year

if TYPE_CHECKING:
    from kariz.reading.rows.drafts import Draft

_NAMED = re.compile(r"(?<!\d)\d{1,2}(?:st|nd|rd|th|ام)? ?[^\W\d]{2,12}")
_BRACKETS = re.compile(r"\s*[(\[]([^()\[\]]{2,40})[)\]]")
_PASSING = re.compile(
    rf"(?<!\w)(?:{WEEKDAY}|پس ?فردا|فردا|امروز|امشب|day after tomorrow|tomorrow|tomo|tmrw|today|tonight)(?!\w)",
    re.IGNORECASE,
)
_HOURS = frozenset({"am", "pm", "at", "ساعت", "صبح", "ظهر", "عصر", "شب"})


def take(values: dict[str, Any], reader: Reader) -> Dated | None:
    """Where no column says the day of the step and its words say one, it is due then. The words stay as they are, but for
    the day in brackets, and a step of which only the day is said is a follow-up. Gives the day of words that do not say
    it wholly: which one was chosen is worth telling."""
    if not isinstance(text := values.get("next_step"), str):
        return None
    if due := values.get("next_step_on"):
        _leave_brackets(values, due, reader)
        return None
    dated = reader.day_of(text)
    if dated is None:
        return None
    values["next_step_on"] = dated.day
    _leave_brackets(values, dated.day, reader)
    if says_nothing_else(text, dated):
        _name(values, text if dated.counted and not _passes(dated) else "")
    return None if dated.whole else dated


def keep_said(draft: Draft, cell: Cell, error: BadValue, reader: Reader) -> None:
    """Words in a column of days: «تماس ۱۱ آذر» is due then, and says what is to be done; «خبر می‌دهند» is no day, but it
    still says what was meant."""
    said = read_line(cell)
    found: dict[str, Any] = {"next_step": said}
    dated = take(found, reader)
    only = reader.day_of(said) if "next_step_on" in found else None
    if only is None or not (_passes(only) and says_nothing_else(said, only)):
        draft.values["next_step_said"] = said
    if "next_step_on" not in found:
        draft.warn("next_step_on", quoting(error.message, said[:60]), said)
        return
    draft.values["next_step_on"] = found["next_step_on"]
    if found["next_step"] != said:
        draft.values.setdefault("next_step", _("Follow up"))
    if dated:
        draft.warn("next_step_on", quoting(dated.told, dated.quote(said)), often=True)


def has_words_and_day(cell: Cell) -> bool:
    """«تماس ۱۱ آذر», «1405/09/24 تماس»: a day, and more words than those of its hour."""
    if not isinstance(cell, str) or day_of(cell) or without_year(cell) or month_and_day(cell):
        return False
    text = to_latin(cell)
    days = [*WHOLE.findall(text), *(said for said in _NAMED.findall(text) if without_year(said))]
    if len(days) != 1:
        return False
    words = re.findall(r"[^\W\d]{2,}", text.replace(days[0], " ").lower())
    return any(word not in _HOURS for word in words)


def _leave_brackets(values: dict[str, Any], due: date, reader: Reader) -> None:
    """«تماس با مدیر خرید (چهارشنبه ۱۱ آذر)» without the day on which it is due, where the brackets hold nothing else; a deal
    that is closed keeps it in its notes."""

    def kept(found: re.Match[str]) -> str:
        dated = reader.day_of(found[1])
        same = dated is not None and _day(dated.day) == _day(due)
        return "" if same and dated and says_nothing_else(found[1], dated) else found[0]

    text = values["next_step"]
    rest = _BRACKETS.sub(kept, text).strip()
    if rest and rest != text:
        values["next_step"], values["step_written"] = rest, text


def _passes(dated: Dated) -> bool:
    """Does it say one day by a word that means another one tomorrow: «فردا», "Tue"? Once it is read it would only mislead;
    «آخر ماه» is vague, and stays in sight."""
    return dated.counted and not dated.span and _PASSING.search(plain(to_latin(dated.said))) is not None


def _day(moment: date) -> date:
    return date(moment.year, moment.month, moment.day)


def _name(values: dict[str, Any], words: str) -> None:
    """A day is no name of a step; a deal that is closed keeps it in its notes. What was read from `words` stands behind."""
    name: Any = _("Follow up")
    values["step_written"], values["next_step"] = values["next_step"], f"{name} ({words})" if words else name
