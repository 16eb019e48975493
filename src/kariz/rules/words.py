"""Values of fields in the reader's language, calendar and digits."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kariz.localisation import preferences
from kariz.localisation.dates import format_date
from kariz.localisation.digits import format_number
from kariz.localisation.money import format_money

from .fields import Field
from .moment import Moment
from .operators import Type


def show(field: Field, value: Any) -> str:
    """One value, from a rule or from a record."""
    match field.type:
        case Type.TEXT:
            return _("“%(text)s”") % {"text": value}
        case Type.MONEY:
            now = preferences.current()
            return format_money(int(value), now.currency, now.unit, now.language, now.digits)
        case Type.BOOLEAN:
            return _("yes") if value else _("no")
        case Type.DATE | Type.DATETIME:
            return _day(value)
        case Type.AGE if isinstance(value, date):
            return _day(value)
        case Type.DURATION | Type.AGE:
            return days(value)
        case Type.NUMBER:
            shown = number(value)
            return f"{shown} {field.unit}" if field.unit else shown
        case _:
            return _label(field, value)


def number(value: Any) -> str:
    return format_number(value, preferences.current().digits)


def days(count: Any) -> str:
    return ngettext("%(count)s day", "%(count)s days", int(count)) % {"count": number(count)}


def _label(field: Field, value: Any) -> str:
    options = field.options()
    found = next((label for key, label in options or () if key == value), None)
    if found is not None:
        return str(found)
    return _("number %(id)s") % {"id": number(value)} if isinstance(value, int) else str(value)


def _day(value: Any) -> str:
    if isinstance(value, str):
        return _written_day(value)
    if isinstance(value, datetime):
        value = Moment.of().date_of(value)
    now = preferences.current()
    return format_date(value, now.calendar, now.digits, now.language, "brief")


def _written_day(value: str) -> str:
    known = {
        "today": _("today"),
        "start_of_week": _("the start of the week"),
        "start_of_month": _("the start of the month"),
        "start_of_quarter": _("the start of the quarter"),
        "start_of_year": _("the start of the year"),
    }
    if value in known:
        return known[value]
    if value.endswith("d"):
        count = int(value[:-1])
        return (_("%(days)s ago") if count < 0 else _("%(days)s from now")) % {"days": days(abs(count))}
    return _day(date.fromisoformat(value))
