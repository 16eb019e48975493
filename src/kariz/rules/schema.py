"""What the editor needs to know: the fields with their questions and options, and every word it shows."""

from __future__ import annotations

from typing import Any

from django.utils.translation import pgettext

from kariz.localisation import preferences
from kariz.localisation.currencies import CURRENCIES

from . import fields, operators
from .fields import Field
from .operators import Type

ONCE_MORE = (operators.BEFORE, operators.AFTER)
"""Of a day "before" is what "<" asks, "after" what ">" does: the menu has each once, a kept rule may say either."""


def schema(subject: str) -> dict[str, Any]:
    """The subject's fields and the editor's words in the current language, ready for JSON. Raises
    RuleError."""
    return {
        "fields": [_field(field) for field in fields.filterable(subject)],
        "words": _words(),
        "digits": preferences.current().digits,
        "calendar": preferences.current().calendar,
    }


def _field(field: Field) -> dict[str, Any]:
    scale, unit = _money() if field.type is Type.MONEY else (1, str(field.unit))
    options = field.options()
    asked = [op for op in field.operators if op not in ONCE_MORE]
    return {
        "name": field.name,
        "label": str(field.label),
        "group": str(field.group),
        "type": str(field.type),
        "ops": [{"op": op, "label": label(field, op)} for op in asked],
        "options": None if options is None else [[key, str(shown)] for key, shown in options],
        "unit": pgettext("rule editor", "days") if field.type in (Type.DURATION, Type.AGE) else unit,
        "scale": scale,
    }


def _money() -> tuple[int, str]:
    """How many minor units one typed unit has, and its word."""
    now = preferences.current()
    if now.currency == "IRR":
        return (
            (10, pgettext("rule editor", "toman"))
            if now.unit == "toman"
            else (1, pgettext("rule editor", "rial"))
        )
    currency = CURRENCIES[now.currency]
    return currency.scale, currency.name(now.language)


def label(field: Field, op: str) -> str:
    """The short name of a question for a menu."""
    days = field.type in (Type.DATE, Type.DATETIME)
    has = field.type is Type.CHOICES
    return {
        operators.EQUAL: pgettext("rule editor", "has") if has else pgettext("rule editor", "is"),
        operators.NOT_EQUAL: pgettext("rule editor", "does not have")
        if has
        else pgettext("rule editor", "is not"),
        operators.GREATER: pgettext("rule editor", "after") if days else pgettext("rule editor", "more than"),
        operators.GREATER_EQUAL: pgettext("rule editor", "from … on")
        if days
        else pgettext("rule editor", "at least"),
        operators.LESS: pgettext("rule editor", "before") if days else pgettext("rule editor", "less than"),
        operators.LESS_EQUAL: pgettext("rule editor", "up to")
        if days
        else pgettext("rule editor", "at most"),
        operators.BETWEEN: pgettext("rule editor", "between"),
        operators.IN: pgettext("rule editor", "is one of"),
        operators.NOT_IN: pgettext("rule editor", "is none of"),
        operators.CONTAINS: pgettext("rule editor", "contains"),
        operators.STARTS_WITH: pgettext("rule editor", "starts with"),
        operators.IS_EMPTY: pgettext("rule editor", "is empty"),
        operators.IS_NOT_EMPTY: pgettext("rule editor", "is filled"),
        operators.WITHIN_LAST: pgettext("rule editor", "within the last … days"),
        operators.WITHIN_NEXT: pgettext("rule editor", "within the next … days"),
        operators.OLDER_THAN: pgettext("rule editor", "more than … days ago"),
        operators.BEFORE: pgettext("rule editor", "before"),
        operators.AFTER: pgettext("rule editor", "after"),
        operators.IS_ME: pgettext("rule editor", "is me"),
    }[op]


def _words() -> dict[str, str]:
    return {
        "all": pgettext("rule editor", "all of these"),
        "any": pgettext("rule editor", "any of these"),
        "not_all": pgettext("rule editor", "not all of these"),
        "none": pgettext("rule editor", "none of these"),
        "group": pgettext("rule editor", "How the conditions join"),
        "field": pgettext("rule editor", "Field"),
        "op": pgettext("rule editor", "Question"),
        "value": pgettext("rule editor", "Value"),
        "from": pgettext("rule editor", "From"),
        "to": pgettext("rule editor", "To"),
        "yes": pgettext("rule editor", "yes"),
        "no": pgettext("rule editor", "no"),
        "and": pgettext("rule editor", "and"),
        "add_condition": pgettext("rule editor", "Condition"),
        "add_group": pgettext("rule editor", "Group"),
        "remove": pgettext("rule editor", "Remove"),
        "remove_group": pgettext("rule editor", "Remove the group"),
        "empty": pgettext("rule editor", "No condition yet: everything is included."),
        "bad_number": pgettext("rule editor", "Write a number, like 12,500,000"),
        "list": pgettext("rule editor", "Separate several with a comma"),
        "date": pgettext("rule editor", "On a day"),
        "today": pgettext("rule editor", "today"),
        "start_of_week": pgettext("rule editor", "the start of the week"),
        "start_of_month": pgettext("rule editor", "the start of the month"),
        "start_of_quarter": pgettext("rule editor", "the start of the quarter"),
        "start_of_year": pgettext("rule editor", "the start of the year"),
        "days_ago": pgettext("rule editor", "days ago"),
        "days_ahead": pgettext("rule editor", "days from now"),
    }
