"""Filters in an address: `?f=<json>` for a whole rule, `?owner=3&amount__gte=1000` for simple ones."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from . import conditions, fields, operators
from .conditions import AllOf, Rule
from .errors import RuleError

PARAMETER = "f"
MAX_LENGTH = 8_000
RESERVED = frozenset({"q", "sort", "page", "limit", "cursor", "view", "as_of", "format", "columns", "group"})
_SUFFIXES = {
    "eq": operators.EQUAL,
    "ne": operators.NOT_EQUAL,
    "gt": operators.GREATER,
    "gte": operators.GREATER_EQUAL,
    "lt": operators.LESS,
    "lte": operators.LESS_EQUAL,
    **{
        word: word
        for ops in operators.BY_TYPE.values()
        for word in (*ops, operators.IS_ME)
        if word.replace("_", "").isalpha()
    },
}


def from_query(query: QueryDict, *, subject: str, reserved: Collection[str] = RESERVED) -> Rule:
    """The rule in the query string; parameters named in `reserved` belong to others and are passed over.

    A parameter given twice means one of its values. An empty value is what a blank form field sends: no
    condition. Lists are comma-separated. Raises RuleError (400) for every other name, and for values that do
    not fit.
    """
    parts: list[Any] = []
    known = fields.all_of(subject)
    for name, values in query.lists():
        if name in reserved:
            continue
        if name == PARAMETER:
            parts.extend(conditions.parse(decode(value), subject=subject) for value in values[-1:] if value)
        elif given := [value for value in values if value != ""]:
            leaf = _leaf(known, name, given)
            parts.append(conditions.parse(leaf, subject=subject))
    combined = conditions.normalise(AllOf(tuple(parts)))
    # Parsed apart, the parts keep to the limits one by one; together they must too.
    return conditions.parse(conditions.to_json(combined), subject=subject)


def to_query(rule: Rule) -> str:
    """The rule as a query string (`f=…`), empty where it asks nothing."""
    tree = conditions.to_json(conditions.normalise(rule))
    return urlencode({PARAMETER: json.dumps(tree, ensure_ascii=False, separators=(",", ":"))}) if tree else ""


def decode(text: str) -> Any:
    """The tree of a rule in an address. Raises RuleError."""
    if len(text) > MAX_LENGTH:
        raise RuleError(_("The filter in the address is too long."), field=PARAMETER)
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise RuleError(_("The filter in the address is not readable."), field=PARAMETER) from None


def _leaf(known: dict[str, fields.Field], parameter: str, values: list[str]) -> dict[str, Any]:
    name, _separator, suffix = parameter.partition("__")
    field = fields.pick(known, name)
    op = _SUFFIXES.get(suffix or "eq")
    if op is None:
        message = _("“%(label)s” cannot be asked “%(op)s”.") % {"label": field.label, "op": suffix[:50]}
        raise RuleError(message, field=name)
    if op == operators.EQUAL and values == ["me"] and field.reference == "user":
        return {"field": name, "op": operators.IS_ME}
    if op in operators.WITHOUT_VALUE:
        return _bare(name, op, values[-1])
    if op in operators.WITH_LIST or op == operators.BETWEEN:
        return {
            "field": name,
            "op": op,
            "value": [one for value in values for one in value.split(",") if one],
        }
    if len(values) > 1:
        return {"field": name, "op": _several(field, op), "value": values}
    return {"field": name, "op": op, "value": values[0]}


def _several(field: fields.Field, op: str) -> str:
    if op == operators.EQUAL and operators.IN in field.operators:
        return operators.IN
    raise RuleError(_("“%(label)s” is given more than once.") % {"label": field.label}, field=field.name)


def _bare(name: str, op: str, value: str) -> dict[str, Any]:
    leaf = {"field": name, "op": op}
    if value.lower() in ("1", "true"):
        return leaf
    if value.lower() in ("0", "false"):
        return {"not": leaf}
    raise RuleError(_("Give 1 or 0."), field=name)
