"""Lists of people by search words, filters and a rule."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict

from kariz.access.models import User
from kariz.records.search import finder
from kariz.rules import compile as rules
from kariz.rules import url
from kariz.rules.conditions import Rule

from .. import registry
from ..models import Company, Contact

COMPANY_WORDS = {"industry": "company.industry", "city": "company.city"}
"""What people are asked of their company, by shorter names."""
OWN = ("shown", "part", "quick", "external_id")
"""Parameters that are no fields: of the page itself, and the number in another system."""


def asked(kind: str, user: User, given: Mapping[str, str]) -> QuerySet[Any]:
    """All that the user may see of what `given` asks, in no order. Raises RuleError."""
    model: Any = Contact if kind == "contact" else Company
    return narrowed(kind, model.objects.visible_to(user), user, given)


def narrowed(kind: str, rows: QuerySet, user: User, given: Mapping[str, str]) -> QuerySet:
    """Those of the rows that `given` asks for. Raises RuleError."""
    if q := given.get("q", "").strip():
        rows = rows.filter(pk__in=finder.ids(kind, q))
    if number := given.get("external_id", "").strip():
        rows = rows.filter(pk__in=registry.numbers().having(kind, number))
    if given.get("owner") == "none":
        rows = rows.filter(owner=None)
    return rows.filter(rules.to_q(rule_of(kind, given), subject=kind, user=user))


def rule_of(kind: str, given: Mapping[str, str]) -> Rule:
    """What the rest of the address asks: `f`, and fields by their names as `size__gte=20`. Raises RuleError."""
    rest = QueryDict(mutable=True)
    for name, value in given.items():
        if name not in OWN and (name, value) != ("owner", "none"):
            rest[COMPANY_WORDS.get(name, name) if kind == "contact" else name] = value
    return url.from_query(rest, subject=kind)
