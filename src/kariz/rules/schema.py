"""What the editor needs to know: the fields with their questions and options, and every word it shows."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from kariz.localisation import preferences
from kariz.localisation.currencies import CURRENCIES

from . import fields, operators
from .fields import Field
from .operators import Type


def schema(subject: str) -> dict[str, Any]:
    """The subject's fields and the editor's words in the current language, ready for JSON. Raises RuleError."""
    return {
        "fields": [_field(field) for field in fields.filterable(subject)],
        "words": _words(),
        "digits": preferences.current().digits,
        "calendar": preferences.current().calendar,
    }


def _field(field: Field) -> dict[str, Any]:
    scale, unit = _money() if field.type is Type.MONEY else (1, str(field.unit))
    options = field.options()
    return {
        "name": field.name,
        "label": str(field.label),
        "group": str(field.group),
        "type": str(field.type),
        "ops": [{"op": op, "label": label(field, op)} for op in field.operators],
        "options": None if options is None else [[key, str(shown)] for key, shown in options],
        "unit": _("days") if field.type in (Type.DURATION, Type.AGE) else unit,
        "scale": scale,
    }


def _money() -> tuple[int, str]:
    """How many minor units one typed unit has, and its word."""
    now = preferences.current()
    if now.currency == "IRR":
        return (10, _("toman")) if now.unit == "toman" else (1, _("rial"))
    currency = CURRENCIES[now.currency]
    return currency.scale, currency.name(now.language)


def label(field: Field, op: str) -> str:
    """The short name of a question for a menu."""
    days = field.type in (Type.DATE, Type.DATETIME)
    has = field.type is Type.CHOICES
    return {
        operators.EQUAL: _("has") if has else _("is"),
        operators.NOT_EQUAL: _("does not have") if has else _("is not"),
        operators.GREATER: _("after") if days else _("more than"),
        operators.GREATER_EQUAL: _("from … on") if days else _("at least"),
        operators.LESS: _("before") if days else _("less than"),
        operators.LESS_EQUAL: _("up to") if days else _("at most"),
        operators.BETWEEN: _("between"),
        operators.IN: _("is one of"),
        operators.NOT_IN: _("is none of"),
        operators.CONTAINS: _("contains"),
        operators.STARTS_WITH: _("starts with"),
        operators.IS_EMPTY: _("is empty"),
        operators.IS_NOT_EMPTY: _("is filled"),
        operators.WITHIN_LAST: _("within the last … days"),
        operators.WITHIN_NEXT: _("within the next … days"),
        operators.OLDER_THAN: _("more than … days ago"),
        operators.BEFORE: _("before"),
        operators.AFTER: _("after"),
        operators.IS_ME: _("is me"),
    }[op]


def _words() -> dict[str, str]:
    return {
        "all": _("all of these"),
        "any": _("any of these"),
        "not_all": _("not all of these"),
        "none": _("none of these"),
        "group": _("How the conditions join"),
        "field": _("Field"),
        "op": _("Question"),
        "value": _("Value"),
        "from": _("From"),
        "to": _("To"),
        "yes": _("yes"),
        "no": _("no"),
        "and": _("and"),
        "add_condition": _("Condition"),
        "add_group": _("Group"),
        "remove": _("Remove"),
        "remove_group": _("Remove the group"),
        "empty": _("No condition yet: everything is included."),
        "list": _("Separate several with a comma"),
        "date": _("On a day"),
        "today": _("today"),
        "start_of_week": _("the start of the week"),
        "start_of_month": _("the start of the month"),
        "start_of_quarter": _("the start of the quarter"),
        "start_of_year": _("the start of the year"),
        "days_ago": _("days ago"),
        "days_ahead": _("days from now"),
    }
