"""Days of a row that do not say wholly which they are; which was taken is told on the row."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from kariz.localisation.calendar import Calendar
from kariz.localisation.said import gettext as _
from kariz.localisation.said import quoting
from kariz.localisation.text import squash
from kariz.reading.cells.cells import Cell
from kariz.reading.cells.keys import keys_of
from kariz.reading.cells.values import BadValue, read_line
from kariz.reading.days import days_in_steps
from kariz.reading.days.days import FirstOfMonth, OfSpan, guessed_year
from kariz.reading.days.said_days import Reader
from kariz.reading.days.years import Dated, Years, no_single_day
from kariz.reading.rows.drafts import Draft
from kariz.reading.rows.signs import Signs


@dataclass(frozen=True, slots=True)
class DaysOfRows:
    """`years`: of days that are written without; `habits`: where columns, by their places, have their year; `orders`: what
    days of two numbers begin with in the columns of steps."""

    years: Years | None
    habits: Mapping[int, str]
    today: date
    calendar: Calendar
    orders: Mapping[str, str]
    written: date | None = None
    """The day on which the file says that it was written."""
    by_row: bool = False
    """Does the day of a deal say when its row was written? So it does in a list that is kept day by day."""

    def whole(self, draft: Draft, place: int, name: str, cell: Cell, kind: str) -> Cell:
        """The cell of the field `name`, or the day of one without a year; `kind`: the field whose days it has."""
        if year := guessed_year(cell, self.habits.get(place, ""), self.today, self.calendar):
            text = _(
                "The date can be read two ways; it is read as the other dates of its column, in %(year)s."
            )
            draft.warn(name, quoting(text % {"year": str(year)}, read_line(cell)[:60]), often=True)
        if self.years is None:
            return cell
        found = self.years.day(cell, draft.number, place, kind, self.today)
        if found is None:
            return cell
        if name == "expected_close":
            # Told when the whole row is read: in which year it was expected depends on whether the deal has ended.
            draft.yearless[name] = (found, read_line(cell))
        else:
            tell(draft, name, found, read_line(cell))
        return found.day

    def finish(self, draft: Draft, signs: Signs) -> None:
        """What needs the whole row: a deal that has ended is not expected to close after that, and what to tell."""
        for name, (found, said) in draft.yearless.items():
            if name not in draft.values:
                continue
            ended = signs.has_ended(draft)
            closed = draft.values.get("closed_at", self.today)
            end = min(closed.date() if isinstance(closed, datetime) else closed, self.today)
            if ended and found.day > end and (past := found.by(end, self.today)):
                found, draft.values[name] = past, past.day
            tell(draft, name, found, said)
        tell_undated(draft, signs)

    def step(self, draft: Draft, read: Callable[[str], date]) -> None:
        """The day that stands in the words of the next step."""
        said = draft.values.get("next_step", "")
        if found := days_in_steps.take(draft.values, self._reader(draft, read, "next_step")):
            tell(draft, "next_step_on", found, said)

    def step_said(self, draft: Draft, cell: Cell, error: BadValue, read: Callable[[str], date]) -> None:
        """Words in the column of its day."""
        days_in_steps.keep_said(draft, cell, error, self._reader(draft, read, "next_step_on"))

    def _reader(self, draft: Draft, read: Callable[[str], date], name: str) -> Reader:
        order = self.orders.get(name, "")
        said = said_on(draft, self.today)
        row = self._written_on(draft) if self.by_row and said is None else None
        since = said or row
        after = since is not None
        return Reader(
            read, self.today, self.calendar, order, since or self.written, after, still=row is not None
        )

    def _written_on(self, draft: Draft) -> date | None:
        """None of an old row: somebody has written on it since."""
        day = draft.values.get("created_at")
        return day if isinstance(day, date) and day <= self.today <= day + LATELY else None


LATELY = timedelta(days=31)
_DAY = keys_of("تاریخ|روز|date|day")


def says_when_written(column: str) -> bool:
    """«تاریخ», with no word of what happened then."""
    return squash(column) in _DAY


def said_on(draft: Draft, today: date) -> date | None:
    """The day on which what the row tells of was said, and from which its "tomorrow" counts."""
    for name in ("done_at", "due_at"):
        if "said" in draft.values or name == "done_at":
            day = draft.values.get(name)
            day = day.date() if isinstance(day, datetime) else day
            if day is not None and day <= today:
                return day
    return None


def tell_undated(draft: Draft, signs: Signs) -> None:
    """Whoever opens a step on its day must know of which steps nobody said one."""
    said = draft.values
    if signs.kind != "deals" or "next_step" not in said or "next_step_on" in said or "id" in said:
        return
    if signs.is_open(draft):
        draft.warn("next_step_on", _("The step says no day; it gets the usual one of its stage."), often=True)


def told_of(day: FirstOfMonth) -> tuple[date, str]:
    """The day that is taken of a month, a quarter or a week, and what to tell of it."""
    if isinstance(day, OfSpan):
        return day.plain(), no_single_day(day)
    return day.plain(), _("Only the month is said; its first day is taken.")


def of_month_or(read: Callable[[Cell], Any], day: date) -> Any:
    """What `read` makes of a day, but for one that is only a month: that is told first."""
    return day if isinstance(day, FirstOfMonth) else read(day)


def tell(draft: Draft, name: str, found: Dated, said: str) -> None:
    draft.warn(name, quoting(found.told, found.quote(said)), often=True)
