"""When an activity is late. One that is due on a day, without a time, is due at that day's last second: whoever asks
what is late only compares moments."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from kariz.organisation.queries.current import organisation

LAST_SECOND = time(23, 59, 59)


def end_of_day(day: date) -> datetime:
    """The last second of `day` in the company's zone: an all-day activity is late only after it."""
    return datetime.combine(day, LAST_SECOND, tzinfo=ZoneInfo(organisation().timezone))


def due_moment(due_at: datetime | None, *, all_day: bool) -> datetime | None:
    """The moment that is kept: of an all-day activity always the end of its day, at whatever hour it was given."""
    if due_at is None or not all_day:
        return due_at
    return end_of_day(due_at.astimezone(ZoneInfo(organisation().timezone)).date())
