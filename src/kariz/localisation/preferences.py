"""How the person at the other end wants dates, numbers and money: one value for the request, set by the middleware."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar, Token
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from .calendar import Calendar
from .digits import Digits


@dataclass(frozen=True, slots=True)
class Preferences:
    """Language "fa" or "en"; `unit` ("toman", "rial", "") shows rials only; `timezone` is an IANA name."""

    language: str = "fa"
    calendar: Calendar = "jalali"
    digits: Digits = "persian"
    currency: str = "IRR"
    unit: str = "toman"
    timezone: str = "Asia/Tehran"
    date_order: str = ""
    """What Gregorian days begin with in numbers: "year", "month", "day"; "" for the year, and words where there is room."""


_current: ContextVar[Preferences] = ContextVar("preferences", default=Preferences())  # noqa: B039 - frozen


def current() -> Preferences:
    """The preferences in force."""
    return _current.get()


def activate(preferences: Preferences) -> Token[Preferences]:
    """Put preferences in force for this context; hand the token to `deactivate`."""
    return _current.set(preferences)


def deactivate(token: Token[Preferences]) -> None:
    """Put back what was in force before `activate`."""
    _current.reset(token)


@contextmanager
def using(preferences: Preferences | None = None, **changes: Any) -> Iterator[Preferences]:
    """Preferences for a block: the given ones (or those in force) with some changed."""
    chosen = replace(preferences or current(), **changes)
    token = activate(chosen)
    try:
        yield chosen
    finally:
        deactivate(token)


def now() -> datetime:
    """This moment in the zone in force."""
    return datetime.now(UTC).astimezone(ZoneInfo(current().timezone))


def today() -> date:
    """The day it is now in the zone in force."""
    return now().date()
