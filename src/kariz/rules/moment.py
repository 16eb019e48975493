"""Who asks and when: what "me", "today" and "start of the month" mean in a rule."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any, cast
from zoneinfo import ZoneInfo

from kariz.localisation import calendar, preferences


@dataclass(frozen=True)
class Moment:
    user_id: int | None
    today: date
    zone: tzinfo
    calendar: str

    @classmethod
    def of(cls, user: Any = None, today: date | None = None) -> Moment:
        """The moment of this user; zone and calendar come from the current preferences, today from the
        zone."""
        current = preferences.current()
        zone = ZoneInfo(str(current.timezone))
        day = today or datetime.now(zone).date()
        return cls(getattr(user, "pk", None), day, zone, current.calendar)

    def day(self, written: str) -> date:
        """The date of a canonical day: ISO, `today`, `-30d`, `start_of_month`, …"""
        if written == "today":
            return self.today
        if written.endswith("d"):
            return self.today + timedelta(days=int(written[:-1]))
        if written.startswith("start_of_"):
            return self._start(written.removeprefix("start_of_"))
        return date.fromisoformat(written)

    def _start(self, span: str) -> date:
        if span == "week":
            first = 5 if self.calendar == "jalali" else 0  # Saturday, or Monday
            return self.today - timedelta(days=(self.today.weekday() - first) % 7)
        span_of = {"month": calendar.month_of, "quarter": calendar.quarter_of, "year": calendar.year_of}
        return span_of[span](self.today, cast("calendar.Calendar", self.calendar)).first

    def midnight(self, day: date) -> datetime:
        """The first instant of the day in the zone, in UTC."""
        return datetime.combine(day, time.min, tzinfo=self.zone).astimezone(UTC)

    def date_of(self, instant: datetime) -> date:
        return instant.astimezone(self.zone).date()
