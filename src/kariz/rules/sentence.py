"""A rule as a sentence that people read: «اندازهٔ شرکت دست‌کم ۵۰ و کانال یکی از تلگرام، تلفن»."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from . import conditions, fields, operators, words
from .conditions import AllOf, AnyOf, Condition, Not, Rule
from .fields import Field
from .operators import Type


def sentence(rule: Rule | dict, *, subject: str) -> str:
    """The rule in the current language. Raises RuleError."""
    parsed = conditions.normalise(conditions.parse(rule, subject=subject))
    return _Writer(fields.all_of(subject)).node(parsed, inner=False)


def condition_text(field: Field, op: str, value: Any) -> str:
    """One condition with a canonical value: «اندازهٔ شرکت دست‌کم ۵۰»."""
    label = str(field.label)
    if op in operators.WITHOUT_VALUE:
        return _bare(op) % {"field": label}
    if op == operators.BETWEEN:
        low, high = (words.show(field, one) for one in value)
        return _("%(field)s between %(low)s and %(high)s") % {"field": label, "low": low, "high": high}
    if op in operators.WITH_LIST:
        shown = pgettext("between items of a list", ", ").join(words.show(field, one) for one in value)
    elif op in operators.WITH_DAYS:
        shown = words.days(value)
    else:
        shown = words.show(field, value)
    return _pattern(field, op) % {"field": label, "value": shown}


def _bare(op: str) -> str:
    return {
        operators.IS_EMPTY: _("%(field)s is empty"),
        operators.IS_NOT_EMPTY: _("%(field)s is filled"),
        operators.IS_ME: _("%(field)s is me"),
    }[op]


def _pattern(field: Field, op: str) -> str:
    days = field.type in (Type.DATE, Type.DATETIME)
    has = field.type is Type.CHOICES
    return {
        operators.EQUAL: _("%(field)s has %(value)s") if has else _("%(field)s is %(value)s"),
        operators.NOT_EQUAL: _("%(field)s does not have %(value)s")
        if has
        else _("%(field)s is not %(value)s"),
        operators.GREATER: _("%(field)s after %(value)s") if days else _("%(field)s more than %(value)s"),
        operators.GREATER_EQUAL: _("%(field)s from %(value)s on")
        if days
        else _("%(field)s at least %(value)s"),
        operators.LESS: _("%(field)s before %(value)s") if days else _("%(field)s less than %(value)s"),
        operators.LESS_EQUAL: _("%(field)s up to %(value)s") if days else _("%(field)s at most %(value)s"),
        operators.AFTER: _("%(field)s after %(value)s"),
        operators.BEFORE: _("%(field)s before %(value)s"),
        operators.IN: _("%(field)s is one of %(value)s"),
        operators.NOT_IN: _("%(field)s is none of %(value)s"),
        operators.CONTAINS: _("%(field)s contains %(value)s"),
        operators.STARTS_WITH: _("%(field)s starts with %(value)s"),
        operators.WITHIN_LAST: _("%(field)s within the last %(value)s"),
        operators.WITHIN_NEXT: _("%(field)s within the next %(value)s"),
        operators.OLDER_THAN: _("%(field)s more than %(value)s ago"),
    }[op]


class _Writer:
    def __init__(self, known: dict[str, Field]):
        self.known = known

    def node(self, rule: Rule, *, inner: bool) -> str:
        match rule:
            case Condition(name, op, value):
                return condition_text(fields.pick(self.known, name), op, value)
            case Not(part):
                return _("not (%(rule)s)") % {"rule": self.node(part, inner=False)}
            case AllOf(()):
                return _("always")
            case AllOf(parts):
                joined = pgettext("between conditions", " and ").join(self.node(p, inner=True) for p in parts)
            case AnyOf(parts):
                joined = pgettext("between conditions", " or ").join(self.node(p, inner=True) for p in parts)
        return f"({joined})" if inner else joined
