"""Values as a reader sees them: their language, calendar, digits and unit of money."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from kariz.localisation import dates, digits, preferences
from kariz.localisation.money import format_money

from .columns import Cell

FIGURE_SPACE = "\u2007"


class Shower:
    """Made once a page: a page has hundreds of cells."""

    def __init__(self) -> None:
        self.mine = mine = preferences.current()
        self.now = timezone.now()
        self.zone = ZoneInfo(mine.timezone)
        self.today = preferences.today()
        self.tomorrow = datetime.combine(self.today + timedelta(days=1), time(), tzinfo=self.zone)
        self._days: dict[date, str] = {}
        self._cells: dict[date, Cell] = {}
        self._numbers: dict[Any, str] = {}

    def number(self, value: Any, places: int | None = None) -> str:
        if value is None:
            return ""
        found = self._numbers.get((value, places))
        if found is None:
            found = self._numbers[value, places] = digits.format_number(value, self.mine.digits, places)
        return found

    def money(self, amount: int | None, currency: str = "", style: Any = "exact") -> str:
        """Minor units, in the company's currency unless another is named."""
        if amount is None:
            return ""
        mine = self.mine
        return format_money(amount, currency or mine.currency, mine.unit, mine.language, mine.digits, style)

    def day(self, value: date | datetime | None) -> Cell | str:
        """A cell of a day: read as people write it, typed and copied as a date field takes it. Days of one figure stand
        under those of two."""
        if value is None:
            return ""
        day = self._day(value)
        found = self._cells.get(day)
        if found is None:
            read = self.date(day)
            found = self._cells[day] = Cell(
                FIGURE_SPACE + read if read[1:2] == " " else read, typed=self.typed(day)
            )
        return found

    def typed(self, value: date | datetime) -> str:
        """A day as one would type it."""
        return self._written(self._day(value), "short")

    def _day(self, value: date | datetime) -> date:
        return value.astimezone(self.zone).date() if isinstance(value, datetime) else value

    def _written(self, day: date, style: dates.DateStyle) -> str:
        return dates.format_date(day, self.mine.calendar, self.mine.digits, self.mine.language, style)

    def date(self, value: date | datetime | None) -> str:
        """A day, or a moment's day in the zone in force."""
        if value is None:
            return ""
        day = self._day(value)
        found = self._days.get(day)
        if found is None:
            found = self._days[day] = self._written(day, "brief")
        return found

    def near(self, at: datetime) -> str:
        """A day near today as people say it, any other as a date."""
        day = at.astimezone(self.zone).date()
        if abs((day - self.today).days) <= 7:
            return dates.relative_day(day, self.today, self.mine.language, self.mine.digits)
        return self.date(day)

    def moment(self, at: datetime | None) -> str:
        if at is None:
            return ""
        mine = self.mine
        return dates.relative_moment(at, self.now, mine.calendar, mine.digits, mine.language, mine.timezone)

    def state(self, at: datetime | None) -> str:
        """ "late", "today" or "" of something that is due then."""
        if at is None or at >= self.tomorrow:
            return ""
        return "late" if at < self.now else "today"
