"""Showing dates in a person's calendar, digits and language."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Literal
from zoneinfo import ZoneInfo

from . import preferences
from .calendar import FIRST_DAY, LAST_DAY, Calendar, month_name, split, weekday_name
from .digits import Digits, localise
from .home import DAY, MONTH, YEAR

DateStyle = Literal["short", "brief", "long", "day", "full", "month"]


def format_date(
    day: date,
    calendar: Calendar = "jalali",
    digits: Digits = "persian",
    language: str = "fa",
    style: DateStyle = "short",
) -> str:
    """A date: short «۱۴۰۵/۰۹/۰۲», long «۲ آذر ۱۴۰۵», day «دوشنبه ۲ آذر», full (both), month «آذر ۱۴۰۵».

    Short is how a day is typed; brief is how people write it where there is little room: as short in the Jalali calendar,
    in the Gregorian one "14 Dec 2026", for nobody writes letters in ISO. Who has an order for Gregorian days reads short
    and brief in it: 12/14/2026; with the month first also "December 14, 2026".
    A date outside the years the Jalali calendar is known for is shown in the Gregorian one.
    """
    return _formatted(day, calendar, digits, language, style, preferences.current().date_order)


@lru_cache(maxsize=16384)
def _formatted(
    day: date, calendar: Calendar, digits: Digits, language: str, style: DateStyle, order: str
) -> str:
    if not FIRST_DAY <= day <= LAST_DAY:
        calendar = "gregorian"
    year, month, number = split(day, calendar)
    if calendar == "gregorian" and (ordered := _ordered(day, language, style, order)):
        return localise(ordered, digits)
    if style == "short" or (style == "brief" and calendar == "jalali"):
        separator = "/" if calendar == "jalali" else "-"
        return localise(f"{year:04d}{separator}{month:02d}{separator}{number:02d}", digits)
    name = month_name(month, language, calendar)
    text = {
        "brief": f"{number} {name if language.startswith('fa') else name[:3]} {year}",
        "long": f"{number} {name} {year}",
        "day": f"{weekday_name(day, language)} {number} {name}",
        "full": f"{weekday_name(day, language)} {number} {name} {year}",
        "month": f"{name} {year}",
    }[style]
    return localise(text, digits)


def _ordered(day: date, language: str, style: DateStyle, order: str) -> str:
    """A Gregorian day as who has that order reads it; "" where it is as for everybody."""
    if style in ("short", "brief"):
        numbers = {
            MONTH: f"{day:%m/%d/}{day.year:04d}",
            DAY: f"{day:%d/%m/}{day.year:04d}",
            YEAR: day.isoformat(),
        }
        return numbers.get(order, "")
    if order != MONTH or style == "month" or language.startswith("fa"):
        return ""
    ahead = f"{month_name(day.month, language, 'gregorian')} {day.day}"
    weekday = "" if style == "long" else f"{weekday_name(day, language)}, "
    return weekday + (ahead if style == "day" else f"{ahead}, {day.year}")


@lru_cache(maxsize=2048)
def format_time(hour: int, minute: int, digits: Digits = "persian") -> str:
    """A time of day on 24 hours: «۱۴:۳۰»."""
    return localise(f"{hour:02d}:{minute:02d}", digits)


def format_datetime(
    moment: datetime,
    calendar: Calendar = "jalali",
    digits: Digits = "persian",
    language: str = "fa",
    style: DateStyle = "short",
    timezone: str = "Asia/Tehran",
) -> str:
    """A date and time in the zone: «۱۴۰۵/۰۹/۰۲، ۱۴:۳۰». A naive moment is taken as already local."""
    local = moment.astimezone(ZoneInfo(timezone)) if moment.tzinfo else moment
    comma = "،" if language.startswith("fa") else ","
    day = format_date(date(local.year, local.month, local.day), calendar, digits, language, style)
    return f"{day}{comma} {format_time(local.hour, local.minute, digits)}"


_NAMED_DAYS = {
    "fa": {-2: "پریروز", -1: "دیروز", 0: "امروز", 1: "فردا", 2: "پس‌فردا"},
    "en": {-1: "yesterday", 0: "today", 1: "tomorrow"},
}


def relative_day(day: date, today: date, language: str = "fa", digits: Digits = "persian") -> str:
    """A day seen from today: «امروز», «فردا», «۳ روز پیش», "in 3 days"."""
    return _relative(day.toordinal() - today.toordinal(), "fa" if language.startswith("fa") else "en", digits)


@lru_cache(maxsize=4096)
def _relative(days: int, language: str, digits: Digits) -> str:
    if named := _NAMED_DAYS[language].get(days):
        return named
    count = abs(days)
    if language == "fa":
        text = f"{count} روز {'دیگر' if days > 0 else 'پیش'}"
    else:
        text = f"in {count} days" if days > 0 else f"{count} days ago"
    return localise(text, digits)


def relative_moment(
    moment: datetime,
    now: datetime,
    calendar: Calendar = "jalali",
    digits: Digits = "persian",
    language: str = "fa",
    timezone: str = "Asia/Tehran",
) -> str:
    """A moment seen from now: minutes within the hour, day and time within a day, else date and time. Of midnight to the
    split second nobody said the time: it is the day alone."""
    persian = language.startswith("fa")
    zone = ZoneInfo(timezone)
    local, here = moment.astimezone(zone), now.astimezone(zone)
    days = local.toordinal() - here.toordinal()
    if local.time() == time():
        if -1 <= days <= 1:
            return _relative(days, "fa" if persian else "en", digits)
        return format_date(local.date(), calendar, digits, language, "long")
    minutes = round((moment - now) / timedelta(minutes=1))
    if abs(minutes) < 1:
        return "همین حالا" if persian else "just now"
    if abs(minutes) < 60:
        return _minutes(minutes, persian, digits)
    if -1 <= days <= 1:
        name = _relative(days, "fa" if persian else "en", digits)
        return f"{name} {format_time(local.hour, local.minute, digits)}"
    return format_datetime(local, calendar, digits, language, "long", timezone)


def _minutes(minutes: int, persian: bool, digits: Digits) -> str:
    count = abs(minutes)
    if persian:
        return localise(f"{count} دقیقهٔ دیگر" if minutes > 0 else f"{count} دقیقه پیش", digits)
    unit = "minute" if count == 1 else "minutes"
    return localise(f"in {count} {unit}" if minutes > 0 else f"{count} {unit} ago", digits)
