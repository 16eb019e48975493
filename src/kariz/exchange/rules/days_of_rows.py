"""Days of a row that do not say wholly which they are; which was taken is told on the row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from kariz.exchange.rules.cells import Cell
from kariz.exchange.rules.days import guessed_year
from kariz.exchange.rules.drafts import Draft
from kariz.exchange.rules.values import read_line
from kariz.exchange.rules.years import Dated, Years
from kariz.localisation.calendar import Calendar
from kariz.localisation.said import gettext as _
from kariz.localisation.said import quoting


@dataclass(frozen=True, slots=True)
class DaysOfRows:
    """`years`: of days that are written without; `habits`: where columns, by their places, have their year."""

    years: Years | None
    habits: Mapping[int, str]
    today: date
    calendar: Calendar

    def whole(self, draft: Draft, place: int, name: str, cell: Cell, kind: str) -> Cell:
        """The cell of the field `name`, or the day of one without a year; `kind`: the field whose days it has."""
        if year := guessed_year(cell, self.habits.get(place, ""), self.today, self.calendar):
            text = _(
                "The date can be read two ways; it is read as the other dates of its column, in %(year)s."
            )
            draft.warn(name, quoting(text % {"year": str(year)}, read_line(cell)[:60]))
        if self.years is None:
            return cell
        found = self.years.day(cell, draft.number, place, kind, self.today)
        if found is None:
            return cell
        tell(draft, name, found, read_line(cell))
        return found.day


def tell(draft: Draft, name: str, found: Dated, said: str) -> None:
    draft.warn(name, quoting(found.told, said[:60]))
