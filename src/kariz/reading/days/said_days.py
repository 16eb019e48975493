"""The day that stands in the words of a sentence: "chase Tue", "site visit 8th Dec 10am", «آخر آذر», «فردا زنگ بزنم».
A day of the calendar says more than a word that counts from one, and that more than a month; of two that say the same
much none is taken."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from kariz.localisation import home
from kariz.localisation.calendar import Calendar, CalendarError, month_span, split
from kariz.localisation.date_reading import DateError, relative
from kariz.localisation.date_words import MONTH_WORDS
from kariz.localisation.digits import to_latin
from kariz.reading.cells.values import BadValue
from kariz.reading.days import bare_days, weekday_numbers
from kariz.reading.days import said_patterns as p
from kariz.reading.days.said_words import (
    edge_of,
    hour_in,
    is_none,
    is_quantity,
    is_shifted,
    is_verb,
    is_weekday,
    says_day,
    says_month,
    weekday_beside,
    weekday_of,
)
from kariz.reading.days.spans import END, MIDDLE, START
from kariz.reading.days.years import LATE, SOON, Dated, on, unlikely

LONGEST = 1_000
"""Characters of a text that are gone through."""
AHEAD = 3
"""Years from this one that two digits behind a month may mean."""
_MONDAY, _FRIDAY, _THURSDAY = 0, 4, 3


@dataclass(frozen=True, slots=True)
class Reader:
    """`today`, from which days without a year are near; `since`: the day from which "Tue" and "tomorrow" count, which a
    weekday may be itself unless `after`; `order`: what days of two numbers begin with; `read` reads a whole date."""

    read: Callable[[str], date]
    today: date
    calendar: Calendar
    order: str = ""
    since: date | None = None
    after: bool = False
    still: bool = False
    """What was planned since then and is over is still to be done."""

    def day_of(self, text: str) -> Dated | None:
        """The day, with its hour as a datetime where the text says one; None where it says none, or two."""
        text = text[:LONGEST]
        said = p.plain(to_latin(text))
        for kind in (self._whole, self._named, self._counted, self._parts):
            if found := list(kind(said)):
                one = self._with_hour(found, said)
                return replace(one, said=_as_written(text, said, one.said)) if one else None
        return None

    def _with_hour(self, found: list[Dated], said: str) -> Dated | None:
        if len({one.day for one in found}) > 1:
            return None
        days, place = [], 0
        for one in found:
            start = max(said.find(one.said, place), 0)
            days.append((start, place := start + len(one.said)))
        one = found[0]
        at = hour_in(said, days)
        return replace(one, day=datetime.combine(one.day, at)) if at else one

    # Days of the calendar

    def _whole(self, said: str) -> Iterator[Dated]:
        for found in p.WHOLE.finditer(said):
            if is_shifted(said, found):
                continue
            try:
                day = self.read(found[0])
            except BadValue:
                continue
            yield Dated(day, day.year, said=found[0], whole=True)
        for found in p.NAMED_YEAR.finditer(said):
            calendar, month = MONTH_WORDS[(found["month"] or found["first"]).lower()]
            loose = found["loose"]
            year = self._year(found["year"] or found["last"] or found["short"] or loose, calendar)
            named = on(year, month, int(found["day"] or found["then"]), calendar) if year else None
            if named and not is_shifted(said, found):
                # Two digits by themselves may be something else: which year they were read as is told.
                yield Dated(
                    named, year, said=found[0], whole=not loose, counted=bool(loose), calendar=calendar
                )

    def _year(self, digits: str, calendar: Calendar) -> int:
        """0 where two digits are no year that is near."""
        short = digits.lstrip("'")
        if len(short) == 4:
            return int(short) if (int(short) < 1900) == (calendar == "jalali") else 0
        this = split(self.today, calendar).year
        year = this // 100 * 100 + int(short)
        return year if this - 1 <= year <= this + AHEAD else 0

    def _named(self, said: str) -> Iterator[Dated]:
        """Without their year."""
        for found in p.NAMED_DAY.finditer(said):
            if is_none(said, found) or is_verb(said, found):
                continue
            calendar, month = MONTH_WORDS[(found["month"] or found["first"]).lower()]
            if one := self._near([(int(found["day"] or found["then"]), month, calendar)], said, found.span()):
                yield one
        if "/" not in said or (self.calendar == "jalali" and not bare_days.in_words(said)):
            return
        for found in p.BARE.finditer(said):
            first, second = int(found[1]), int(found[2])
            if is_quantity(said, found, self.calendar) or is_none(said, found):
                continue
            may_be = self._readings(first, second)
            one = self._near(may_be, said, found.span(), bare=True)
            if one and (self._is_soon(one.day) or says_day(said, found)):
                yield one

    def _is_soon(self, day: date) -> bool:
        """Two numbers that would be a day far ahead are rather a share, or a mark."""
        return (day - self.today).days <= SOON

    def _readings(self, first: int, second: int) -> list[bare_days.Said]:
        order = self.order
        if self.calendar == "gregorian":
            order = order or ("month" if home.date_order() == home.MONTH else "day")
        return [(day, month, self.calendar) for day, month, _c in bare_days.readings(first, second, order)]

    def _near(
        self, may_be: list[bare_days.Said], said: str, span: tuple[int, int], *, bare: bool = False
    ) -> Dated | None:
        """The next such day, or one just gone by; of several that which falls on the weekday beside it."""
        words = said[slice(*span)]
        coming = [
            Dated(day, year, bare=bare, said=words, calendar=calendar)
            for number, month, calendar in may_be
            if (year := self._next_year(number, month, calendar))
            and (day := on(year, month, number, calendar))
        ]
        weekday = weekday_beside(said, span)
        fits = [one for one in coming if weekday is not None and one.day.weekday() == weekday]
        return min(fits or coming, key=lambda one: unlikely(one.day, self.today), default=None)

    def _next_year(self, number: int, month: int, calendar: Calendar) -> int:
        this = split(self.today, calendar).year
        first = self.today - timedelta(days=LATE)
        years = (
            year
            for year in (this - 1, this, this + 1)
            if (day := on(year, month, number, calendar)) and day >= first
        )
        return next(years, 0)

    # Days that count from one

    def _counted(self, said: str) -> Iterator[Dated]:
        rest = said
        kinds = (
            (weekday_numbers.PATTERN, self._of_number),
            (p.OF_NEXT_WEEK, self._of_next_week),
            (p.COUNTED, self._counts),
            (p.ON_WEEKDAY, self._weekday),
        )
        for pattern, day_of in kinds:
            for found in pattern.finditer(rest):
                if is_none(rest, found) or (day := day_of(found)) is None or self._is_over(day):
                    continue
                yield Dated(day, day.year, counted=True, said=found[0].strip(), calendar=self.calendar)
            rest = pattern.sub(lambda found: "·" * len(found[0]), rest)

    @property
    def _from(self) -> date:
        return self.since or self.today

    def _is_over(self, day: date) -> bool:
        """A day long past is none of the steps of today; after a call of some time ago nobody knows whether it was done."""
        at_once = self.after and not self.still
        return day < (self.today if at_once else self.today - timedelta(days=LATE))

    def _of_next_week(self, found: re.Match[str]) -> date:
        word = found["day"] or found["then"]
        begins = _MONDAY if word.isascii() else 5
        first = self._from - timedelta(days=(self._from.weekday() - begins) % 7) + timedelta(weeks=1)
        return first + timedelta(days=(weekday_of(word) - begins) % 7)

    def _of_number(self, found: re.Match[str]) -> date | None:
        return weekday_numbers.day_of(found, self._from)

    def _weekday(self, found: re.Match[str]) -> date | None:
        if not is_weekday(found):
            return None
        behind = (found["behind"] or "").strip()
        strictly = self.after or bool(found["lead"]) or bool(behind and behind.lower() != "week")
        from_day = self._from + timedelta(days=strictly)
        day = from_day + timedelta(days=(weekday_of(found["day"]) - from_day.weekday()) % 7)
        return day + timedelta(weeks=behind.lower() == "week")

    def _counts(self, found: re.Match[str]) -> date | None:
        words = " ".join(found[0].lower().replace("-", " ").split())
        if words in ("today", "tonight", "eod"):
            return self._from
        if words == "week after next":
            return self._from + timedelta(weeks=2)
        if words in ("tomorow", "tmrw", "tmw", "tmr"):
            words = "tomorrow"
        if ("week" in words and ("end" in words or words == "eow")) or words == "eow":
            friday = self._from + timedelta(days=(_FRIDAY - self._from.weekday()) % 7)
            return friday + timedelta(weeks="next" in words)
        if words in ("eom", "month end", "year end"):
            words = f"end of {'year' if 'year' in words else 'month'}"
        if words.startswith(("اخر", "پایان")) and "هفته" in words:
            thursday = self._from + timedelta(days=(_THURSDAY - self._from.weekday()) % 7)
            return thursday + timedelta(weeks=words.endswith(("بعد", "بعدی", "اینده", "دیگه", "دیگر")))
        try:
            return relative(words.replace("همین ", ""), self._from, self.calendar)
        except (DateError, CalendarError, ValueError, OverflowError):
            return None

    # Months, and parts of them

    def _parts(self, said: str) -> Iterator[Dated]:
        # The month of a day that is none, as in "sent 20 Nov", is no other day.
        for pattern in (p.NAMED_YEAR, p.NAMED_DAY):
            said = pattern.sub(lambda found: "·" * len(found[0]), said)
        for found in p.PART.finditer(said):
            edge = edge_of(found["edge"] or found["part"])
            month, year = found["month"] or found["then"], found["year"] or found["last"]
            if is_none(said, found):
                continue
            if one := self._of_month(month, year, edge, found[0]):
                yield one
        rest = p.PART.sub(lambda found: "·" * len(found[0]), said)
        for found in p.MONTH_ALONE.finditer(rest):
            if (
                says_month(found, rest)
                and not is_none(rest, found)
                and (one := self._of_month(found["month"], found["year"], START, found[0]))
            ):
                yield one

    def _of_month(self, name: str, digits: str | None, edge: str, words: str) -> Dated | None:
        calendar, month = MONTH_WORDS[name.lower()]
        this = split(self.today, calendar).year
        years = [self._year(digits, calendar)] if digits else [this, this + 1]
        for year in filter(None, years):
            try:
                span = month_span(year, month, calendar)
            except CalendarError:
                continue
            if digits or span.last >= self.today - timedelta(days=LATE):
                middle = (span.last - span.first - timedelta(days=1)) // 2
                shift = middle.days if edge == MIDDLE else 0
                day = span.last if edge == END else span.first + timedelta(days=shift)
                return Dated(day, year, counted=True, said=words.strip(), calendar=calendar)
        return None


def says_nothing_else(text: str, one: Dated) -> bool:
    """Is the text only that day, and its hour?"""
    rest = p.HOUR.sub("", p.plain(to_latin(text.replace(one.said, "", 1))))
    words = re.sub(rf"(?<!\w)(?:{p.WEEKDAY}|on|by|at|the|روز|تا)(?!\w)", "", rest, flags=re.IGNORECASE)
    return not re.search(r"\w", words)


def _as_written(text: str, said: str, words: str) -> str:
    """The words of the plain text as they stand in the cell."""
    kept = [place for place, letter in enumerate(text) if p.plain(letter)]
    start = said.find(words)
    if start < 0 or start + len(words) > len(kept):
        return words
    return text[kept[start] : kept[start + len(words) - 1] + 1]
