"""Days of which a cell says no more than the month, the quarter or the week: "Oct-24", "Q1 2024", "mid Jan", "w/c 3 Nov";
and days that are told by their day of the week: "Mon 3 Nov"."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from kariz.localisation.calendar import CalendarError, Span, month_span, quarter_span
from kariz.localisation.date_words import MONTH_WORDS, WEEKDAY_WORDS
from kariz.localisation.digits import to_latin
from kariz.reading.cells.cells import Cell

LONGEST = 40
BEHIND, AHEAD = 15, 3
"""Years from today that two digits behind a month may mean."""
MONTHS, DAYS = "months", "days"
START, MIDDLE, END = "start", "middle", "end"
_EDGES = {
    "early": START, "start": START, "beginning": START, "mid": MIDDLE, "middle": MIDDLE, "late": END, "end": END,
}  # fmt: skip
_EDGE = (
    r"(?:(?:by |at |the |in )*(?P<edge>early|start|beginning|mid|middle|late|end)(?:[ -]+(?:of )?(?:the )?))?"
)
_NAMES = "|".join(
    sorted(
        (name for name, (kind, _n) in MONTH_WORDS.items() if kind == "gregorian" and name.isascii()), key=len
    )
)
_YEAR = r"(?P<year>20\d\d)"
_MONTH = re.compile(
    rf"{_EDGE}(?:in |during )?(?P<month>{_NAMES})\.?(?:[ ,./-]*(?:of )?(?:{_YEAR}|'\s?(?P<short>\d\d)))?"
)
_SHORT = re.compile(rf"(?P<month>{_NAMES})\.?(?P<sign>[ /-])(?P<number>\d{{1,2}})")
_PART = re.compile(
    rf"{_EDGE}(?:(?P<part>[qh][1-4])(?:[ ,./-]*(?:of )?(?:{_YEAR}|'?(?P<short>\d\d)))?"
    r"|(?P<ahead>20\d\d)[ ,./-]*(?P<then>[qh][1-4]))"
)
_WEEK = re.compile(
    r"(?:w ?/ ?[cbe]|w\.?[cb]\.?|(?:week|wk)\.?(?: (?:commencing|comm|beginning|starting|ending|of|from))?)[ .:-]+"
    r"(?P<day>\S.*)"
)
_ON = re.compile(
    r"(?P<weekday>[a-z]{3,9})\.?,? ?(?P<day>(?:the )?\d{1,2}\D.*|[a-z]{3,9}\.? \d{1,2}(?:st|nd|rd|th)?)"
)


@dataclass(frozen=True, slots=True)
class Said:
    """`month` with its `day`, or a part of the year of several `months`; `year` is 0 where it says none; `unsure`: what
    is taken for the year may be the day of the month."""

    month: int
    months: int = 1
    year: int = 0
    edge: str = START
    unsure: bool = False
    hyphen: bool = False

    def on(self, year: int) -> date | None:
        """The day that stands for it."""
        try:
            span = month_span(year, self.month, "gregorian")
            if self.months == 3:
                span = quarter_span(year, (self.month + 2) // 3, "gregorian")
            elif self.months == 6:
                span = Span(span.first, month_span(year, self.month + 5, "gregorian").last)
        except CalendarError:
            return None
        if self.edge == END:
            return span.last
        middle = (span.last - span.first - timedelta(days=1)) // 2
        return span.first if self.edge == START else span.first + timedelta(days=middle.days)

    @property
    def is_month(self) -> bool:
        """Its first day is taken of a month."""
        return self.months == 1 and self.edge == START


def _plain(cell: Cell) -> str:
    if not isinstance(cell, str) or len(cell) > LONGEST:
        return ""
    text = to_latin(cell).strip().lower().translate(str.maketrans("’‘`´–—", "''''--"))
    return " ".join(text.split())


def said(cell: Cell, this: int) -> Said | None:
    """What a cell says so, in the year `this`."""
    if not (text := _plain(cell)) or not text.isascii():
        return None
    if found := _SHORT.fullmatch(text):
        year = 2000 + int(found["number"])
        may_be = len(found["number"]) == 2 and this - BEHIND <= year <= this + AHEAD
        if not may_be:
            return None
        hyphen = found["sign"] != " "
        return Said(MONTH_WORDS[found["month"]][1], year=year, unsure=True, hyphen=hyphen)
    if found := _MONTH.fullmatch(text):
        return Said(MONTH_WORDS[found["month"]][1], year=_year(found), edge=_EDGES[found["edge"] or "start"])
    if found := _PART.fullmatch(text):
        name = found["part"] or found["then"]
        months, place = (3 if name[0] == "q" else 6), int(name[1])
        if months * place > 12:
            return None
        year = int(found["ahead"]) if found["ahead"] else _year(found)
        return Said(months * (place - 1) + 1, months, year, _EDGES[found["edge"] or "start"])
    return None


def _year(found: re.Match[str]) -> int:
    return int(found["year"] or 0) or (2000 + int(found["short"]) if found["short"] else 0)


def day_of_month(cell: Cell, this: int) -> tuple[int, int] | None:
    """(day, month) of "Oct-7", whose number is no year of these."""
    found = _SHORT.fullmatch(_plain(cell))
    if not found or found["sign"] == " " or said(cell, this) is not None:
        return None
    return int(found["number"]), MONTH_WORDS[found["month"]][1]


def week_of(cell: Cell) -> str:
    """The day that a cell says a week begins or ends with; "" of others."""
    found = _WEEK.fullmatch(_plain(cell))
    return found["day"] if found else ""


def on_weekday(cell: Cell) -> tuple[int, str] | None:
    """The day of the week, 0 is Monday, and the rest of "Mon 3 Nov"."""
    found = _ON.fullmatch(_plain(cell))
    if not found or (weekday := WEEKDAY_WORDS.get(found["weekday"])) is None:
        return None
    return weekday, found["day"].removeprefix("the ")


def kind_of(cells: Iterable[Cell], years: Collection[int], this: int) -> str:
    """What "Oct-24" means in a column: MONTHS where its other cells say months with their years, where `years` of its days
    or of its title say so, or where several months have one number; DAYS where such numbers are no years; "" where neither,
    or both."""
    found: dict[int, set[int]] = {}
    months = days = False
    for cell in cells:
        if day_of_month(cell, this):
            days = True
        elif (one := said(cell, this)) is not None and one.unsure:
            found.setdefault(one.year, set()).add(one.month)
        elif one is not None and one.year:
            months = True
    months = months or any(year in years or len(those) > 1 for year, those in found.items())
    if months == days:
        return ""
    return MONTHS if months else DAYS
