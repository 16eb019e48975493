"""Lists of people by search words, filters and a rule, a page at a time."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from kariz.access.models import User
from kariz.records.search import finder
from kariz.rules import compile as rules
from kariz.rules import url
from kariz.rules.conditions import Rule
from kariz.web.errors import DomainError

from ..models import Company, Contact

SORTS = {"name": "name_key", "created": "created_at", "updated": "updated_at"}
COMPANY_WORDS = {"industry": "company.industry", "city": "company.city"}
"""What people are asked of their company, by shorter names."""
OWN = ("shown", "part", "quick")
"""Parameters of the page itself, which ask nothing."""
MOST = 100


class BadList(DomainError):
    """A sort, cursor or filter that lists do not have."""

    code = "bad_list"
    status = 400


@dataclass(frozen=True, slots=True)
class Page:
    items: list[Any]
    next: str | None


def page(kind: str, user: User, given: Mapping[str, str], limit: int = 50) -> Page:
    """Records of `kind` the user may see. `given`: q, sort, cursor, owner ("me", "none", id), f (rule), filters.

    Raises BadList, RuleError.
    """
    column, down = _sorted_by(given.get("sort") or "name")
    rows = every(kind, user, given)
    if given.get("cursor"):
        rows = rows.filter(_after(given["cursor"], column, down))
    limit = max(1, min(limit, MOST))
    found = list(rows[: limit + 1])
    more = len(found) > limit
    return Page(found[:limit], _cursor(found[limit - 1], column) if more else None)


def every(kind: str, user: User, given: Mapping[str, str]) -> QuerySet[Any]:
    """All records of such a list in its order, as `page` takes them. Raises BadList, RuleError."""
    column, down = _sorted_by(given.get("sort") or "name")
    sign = "-" if down else ""
    rows = asked(kind, user, given)
    rows = rows.select_related("owner", *(["company"] if kind == "contact" else []))
    if kind == "contact":
        rows = rows.prefetch_related("points")
    return rows.order_by(f"{sign}{column}", f"{sign}id")


def asked(kind: str, user: User, given: Mapping[str, str]) -> QuerySet[Any]:
    """All that the user may see of what `given` asks, in no order. Raises BadList, RuleError."""
    model: Any = Contact if kind == "contact" else Company
    return _filtered(kind, model.objects.visible_to(user), user, given)


def _sorted_by(sort: str) -> tuple[str, bool]:
    column = SORTS.get(sort.removeprefix("-"))
    if column is None:
        raise BadList(_("This list cannot be sorted that way."), field="sort")
    return column, sort.startswith("-")


def _filtered(kind: str, rows: QuerySet, user: User, given: Mapping[str, str]) -> QuerySet:
    if q := given.get("q", "").strip():
        rows = rows.filter(pk__in=finder.ids(kind, q))
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


def _cursor(record: Any, column: str) -> str:
    value = getattr(record, column)
    plain = value if isinstance(value, str) else value.isoformat()
    return base64.urlsafe_b64encode(json.dumps([plain, record.pk]).encode()).decode()


def _after(cursor: str, column: str, down: bool) -> Q:
    try:
        plain, pk = json.loads(base64.urlsafe_b64decode(cursor.encode()))
        value = str(plain) if column == "name_key" else parse_datetime(plain)
        if value is None or not isinstance(pk, int):
            raise ValueError
    except (ValueError, TypeError):
        raise BadList(_("The place in the list is not known."), field="cursor") from None
    way = "lt" if down else "gt"
    return Q(**{f"{column}__{way}": value}) | Q(**{column: value, f"id__{way}": pk})
