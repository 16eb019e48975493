"""Rows of a list of deals that say that they go on in another list: «رفت به ۱۴۰۵», «انتقال به سال بعد», «←۱۴۰۵»."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from statistics import median_low

from kariz.localisation.calendar import Calendar, CalendarError, join, split
from kariz.localisation.digits import to_latin
from kariz.localisation.text import fold, squash
from kariz.people.normal import company_key
from kariz.reading.cells.cells import Cell
from kariz.reading.columns.settling import day_of
from kariz.reading.names import whom

LONGEST = 40
_YEAR = r"(?:سال (?:بعد|آینده|جدید)|(?:سال )?(?:1[34]\d\d|20\d\d))"
_SAYS = re.compile(
    rf"(?:(?:انتقال|منتقل|رفت|رفته|برده|آمد|نقل)(?: (?:یافت|داده|شد|شده|است))*(?: (?:به|در|تو|توی))*"
    rf"(?: (?:لیست|فایل|شیت|برگه|فهرست))? {_YEAR}(?: (?:شد|شده|است|رفت))?)"
    r"|(?:[←→⇐⇒⬅➡]|[-=]+>|<[-=]+)\s*(?:سال |year )?(?:1[34]\d\d|20\d\d)|(?:1[34]\d\d|20\d\d)\s*(?:[←→⇐⇒⬅➡]|[-=]+>|<[-=]+)"
    r"|(?:carried|carry|moved|rolled|transferred)(?: (?:over|forward))?(?: (?:to|into))?(?: the)?(?: list)?"
    r" (?:next year|20\d\d|1[34]\d\d)"
    r"|carried (?:over|forward)"
)
_NAMED = re.compile(r"(?<!\d)(?:1[34]|20)\d\d(?!\d)")
_SHORT = re.compile(r"^\s*(?:ش|ص|ک)\s?[.]\s*")
"""«ش. لاله» is «شرکت لاله»."""


@dataclass(frozen=True, slots=True)
class Line:
    """What a row tells of itself: by what its customer goes, what it is about ("" where it does not say), and its words."""

    number: int
    name: str
    keys: frozenset[str]
    about: str
    words: tuple[str, ...]


@dataclass(slots=True)
class Book:
    """A list with the day around which it is; None of one that does not say of what time it is."""

    middle: date | None
    calendar: Calendar = "jalali"
    lines: list[Line] = field(default_factory=list)

    def year(self, calendar: Calendar) -> int:
        return split(self.middle, calendar).year if self.middle else 0

    def is_meant(self, other: Book, named: int) -> bool:
        """Is `other` the list in which rows of this one go on? An arrow points to the year before as well, where they are
        from; nobody goes on there."""
        calendar = _calendar_of(named) if named else self.calendar
        own, there = self.year(calendar), other.year(calendar)
        return bool(own) and (own < there == named if named else own < there)


def says_so(text: str) -> bool:
    """Does a status say nothing but that the row goes on in another list?"""
    said = " ".join(fold(to_latin(text)).split()).strip(" .!()")
    return len(said) <= LONGEST and _SAYS.fullmatch(said) is not None


def year_said(text: str) -> int:
    """The year to whose list it goes; 0 where that is the next one."""
    found = _NAMED.search(to_latin(text))
    return int(found[0]) if found else 0


def middle_of(titles: Iterable[str], days: Iterable[Cell]) -> date | None:
    """The day around which a list is: that of the one year that a title of it names, else the one in the middle."""
    for title in titles:
        years = {int(year) for year in _NAMED.findall(to_latin(title))}
        if len(years) == 1:
            year = years.pop()
            try:
                return join(year, 7, 1, _calendar_of(year))
            except CalendarError:
                continue
    known = [day for cell in days if (day := day_of(cell)) is not None]
    return median_low(known) if known else None


def keys_of(name: str) -> frozenset[str]:
    """All that a customer may go by, whatever stands beside the name."""
    return frozenset((whom.keys_in(name) | {company_key(_SHORT.sub("", name))}) - {""})


def words_of_name(name: str) -> frozenset[str]:
    words = re.findall(r"\w+", _SHORT.sub("", name))
    return frozenset(key for word in words if (key := company_key(word)))


def look(
    book: Book, others: Collection[Book], asides: Collection[int], said: Collection[str]
) -> Iterator[int]:
    """The numbers of rows that say so and go on in one of `others`, each in a row of its own there. `said`: words of which
    a person has said what they mean."""
    there = [(other, _by_keys(other), _by_about(other), set[int]()) for other in others]
    for line in book.lines:
        words = [word for word in line.words if says_so(word) and word.strip() not in said]
        if line.number in asides or not words:
            continue
        for other, known, alike, taken in there:
            if not book.is_meant(other, year_said(words[0])):
                continue
            rows = [one for key in line.keys for one in known.get(key, ()) if _is_same(line, one)]
            rows = rows or _shorter(line, alike)
            if rows := [one for one in rows if one.number not in taken]:
                taken.add(
                    min(rows, key=lambda one: (squash(one.about) != squash(line.about), one.number)).number
                )
                yield line.number
                break


def _by_keys(book: Book) -> dict[str, list[Line]]:
    found: dict[str, list[Line]] = {}
    for line in book.lines:
        for key in line.keys:
            found.setdefault(key, []).append(line)
    return found


def _by_about(book: Book) -> dict[str, list[Line]]:
    found: dict[str, list[Line]] = {}
    for line in book.lines:
        found.setdefault(squash(line.about), []).append(line)
    return found


def _shorter(line: Line, others: Mapping[str, list[Line]]) -> list[Line]:
    """The only row there of a customer whose name is this one with more words, or fewer, about the very same thing:
    «طراوت» of «شیرینی و شکلات طراوت»."""
    about = squash(line.about)
    same = others.get(about, []) if about else []
    mine = words_of_name(line.name)
    found = [one for one in same if mine <= (theirs := words_of_name(one.name)) or theirs <= mine]
    return found if len(found) == 1 else []


def _is_same(line: Line, there: Line) -> bool:
    """About one thing, where both say about what they are."""
    mine, theirs = ({squash(word) for word in one.about.split()} - {""} for one in (line, there))
    return mine <= theirs or theirs <= mine


def _calendar_of(year: int) -> Calendar:
    return "jalali" if year < 1900 else "gregorian"
