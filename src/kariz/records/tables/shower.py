"""Values as a reader sees them: their language, calendar, digits and unit of money."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from kariz.localisation import dates, digits, preferences
from kariz.localisation.money import format_money


class Shower:
    """Made once a page: a page has hundreds of cells."""

    def __init__(self) -> None:
        self.mine = mine = preferences.current()
        self.now = timezone.now()
        self.zone = ZoneInfo(mine.timezone)
        self.today = preferences.today()
        self.tomorrow = datetime.combine(self.today + timedelta(days=1), time(), tzinfo=self.zone)
        self._days: dict[date, str] = {}
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

    def date(self, value: date | datetime | None) -> str:
        """A day, or a moment's day in the zone in force."""
        if value is None:
            return ""
        day = value.astimezone(self.zone).date() if isinstance(value, datetime) else value
        found = self._days.get(day)
        if found is None:
            found = dates.format_date(day, self.mine.calendar, self.mine.digits, self.mine.language, "short")
            self._days[day] = found
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
