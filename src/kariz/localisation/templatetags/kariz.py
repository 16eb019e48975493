"""{% load kariz %}: dates, numbers, money and bidi by the preferences in force. Empty values show nothing.

A board calls these hundreds of times a page, so each only looks up the preferences and a cached text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from decimal import Decimal
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from django import template
from django.forms.utils import flatatt
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from kariz.localisation import date_picker, dates, digits, preferences
from kariz.localisation.money import Money, MoneyStyle, format_money
from kariz.localisation.templatetags.directions import direction, numbers_apart
from kariz.localisation.text import isolate_each

register = template.Library()

_QUOTED = re.compile(r"([“«])([^“”«»]+)([”»])")
_number = lru_cache(maxsize=16384)(digits.format_number)


@register.filter
def date_for(value: date | datetime | None, style: str = "short") -> str:
    """A date, or a moment with its time, in the person's calendar and digits; style short, brief, long, day, full or month;
    of a moment also time, its clock alone."""
    if not value:
        return ""
    mine = preferences.current()
    if isinstance(value, datetime) and style == "time":
        local = value.astimezone(ZoneInfo(mine.timezone))
        return dates.format_time(local.hour, local.minute, mine.digits)
    if isinstance(value, datetime):
        return dates.format_datetime(value, mine.calendar, mine.digits, mine.language, style, mine.timezone)  # type: ignore[arg-type]
    return dates.format_date(value, mine.calendar, mine.digits, mine.language, style)  # type: ignore[arg-type]


@register.filter
def when(value: date | datetime | None) -> str:
    """A moment as people say it when near («۱۲ دقیقه پیش», «دیروز ۱۴:۳۰»), else date and time; a date as `relday`, and
    so the very beginning of a day, which stands for a day whose hour nobody named."""
    if not value:
        return ""
    mine = preferences.current()
    if not isinstance(value, datetime) or value.astimezone(ZoneInfo(mine.timezone)).time() == time():
        return relday(value)
    return dates.relative_moment(
        value, datetime.now(UTC), mine.calendar, mine.digits, mine.language, mine.timezone
    )


@register.filter
def relday(value: date | datetime | None) -> str:
    """A day seen from today up to a week away («امروز», «۳ روز پیش»), else the date in words."""
    if not value:
        return ""
    mine = preferences.current()
    if isinstance(value, datetime):
        value = value.astimezone(ZoneInfo(mine.timezone)).date()
    today = preferences.today()
    if abs(value.toordinal() - today.toordinal()) <= 7:
        return dates.relative_day(value, today, mine.language, mine.digits)
    return dates.format_date(value, mine.calendar, mine.digits, mine.language, "long")


@register.filter
def num(value: int | float | Decimal | None, places: int | None = None) -> str:
    """A number with thousands separators; `places` fixes the decimals."""
    if value is None or value == "":
        return ""
    return _number(value, preferences.current().digits, places)


@register.filter
def counted(value: int | None) -> str:
    """A count that ends at 1,000; of one that goes beyond it «۱٬۰۰۰+»."""
    return digits.format_count(value, preferences.current().digits) if value else ""


@register.filter
def percent(value: int | float | Decimal | None, of: str = "") -> str:
    """Percentage points with the sign («۳۵٪»); `percent:"one"` takes a fraction of one. At most one decimal."""
    if value is None or value == "":
        return ""
    points = value * 100 if of == "one" else value
    return _percent(points, preferences.current().digits)


@lru_cache(maxsize=4096)
def _percent(points: int | float | Decimal, chosen: digits.Digits) -> str:
    plain = f"{points:,.1f}".removesuffix(".0")
    return digits.localise_number(f"{'0' if plain == '-0' else plain}%", chosen)


@register.filter
def money(value: int | Money | None, currency: str = "") -> str:
    """An amount in minor units, every rial and cent; the organisation's currency unless one is given."""
    return _money(value, currency, "exact")


@register.filter
def money_short(value: int | Money | None, currency: str = "") -> str:
    """An amount in minor units, rounded: «۱٫۲ میلیارد تومان»."""
    return _money(value, currency, "compact")


@register.filter
def uncounted(apart: Iterable[tuple[str, int]]) -> SafeString:
    """What a sum leaves out, by currency, to stand beside it; nothing where it leaves nothing out."""
    return mark_safe("".join(_left_out(currency, amount) for currency, amount in apart))  # noqa: S308


def _left_out(currency: str, amount: int) -> str:
    why = gettext("%(sum)s without a rate: not in the sum") % {"sum": _money(amount, currency, "exact")}
    short = conditional_escape(_money(amount, currency, "compact"))
    return f' <span class="uncounted" title="{conditional_escape(why)}">+ <bdi>{short}</bdi></span>'


def _money(value: int | Money | None, currency: str, style: MoneyStyle) -> str:
    if value is None or value == "":
        return ""
    mine = preferences.current()
    if isinstance(value, Money):
        value, currency = value.amount, value.currency  # type: ignore[attr-defined]
    return format_money(int(value), currency or mine.currency, mine.unit, mine.language, mine.digits, style)


@register.filter
def bidi(value: Any) -> SafeString:
    """A name or a text of unknown direction, kept from mixing with the line around it."""
    if value in (None, ""):
        return mark_safe("")
    return mark_safe(f"<bdi{direction(value)}>{conditional_escape(value)}</bdi>")  # noqa: S308


@register.filter
def ltr(value: Any) -> SafeString:
    """A phone number, an e-mail or a web address: always left to right."""
    if value in (None, ""):
        return mark_safe("")
    return mark_safe(f'<bdi dir="ltr">{conditional_escape(value)}</bdi>')  # noqa: S308


@register.filter(name="digits")
def in_digits(value: object) -> str:
    """Any text in the person's digits."""
    return "" if value is None else digits.localise(str(value), preferences.current().digits)


@register.filter
def sentence(value: Any) -> SafeString:
    """A line with the digits of the person, in which what it quotes, as the name of a file, keeps its own direction."""
    told = conditional_escape(in_digits(value))
    return numbers_apart(_QUOTED.sub(lambda found: found[1] + bidi(mark_safe(found[2])) + found[3], told))  # noqa: S308


@register.filter
def each_name(value: str) -> str:
    """Names of several files, each in its own direction."""
    return isolate_each(value)


@register.filter
def typed_date(value: date | datetime | str | None) -> str:
    """What stands in a date field: a day in the person's calendar and digits; what was typed stays as it is."""
    if not isinstance(value, date):
        return value or ""
    mine = preferences.current()
    if isinstance(value, datetime) and value.tzinfo:
        value = value.astimezone(ZoneInfo(mine.timezone))
    return dates.format_date(
        date(value.year, value.month, value.day), mine.calendar, mine.digits, mine.language
    )


@register.simple_tag(name="date_picker")
def date_picker_attributes(moment: bool = False) -> SafeString:
    """The attributes of the element around a date `input` and its button `open`."""
    return flatatt(date_picker.attributes(moment=moment))
