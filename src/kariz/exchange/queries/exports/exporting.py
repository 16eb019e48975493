"""What an export holds: the records that a person may see, by the filter in force, a few at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from kariz.access.models import User
from kariz.exchange.queries.exports import next_steps, numbers, others
from kariz.exchange.queries.exports.export_columns import Column, Value
from kariz.exchange.queries.exports.others import BadFilter
from kariz.people.models import Company, Contact
from kariz.people.queries import listing
from kariz.pipeline.models import Deal, Obstacle
from kariz.pipeline.queries.agenda import visible_activities
from kariz.pipeline.queries.products import listed
from kariz.records.search import finder
from kariz.rules import compile as rules
from kariz.rules.url import from_query
from kariz.web.errors import NotFound

KINDS = ("deals", "contacts", "companies", "products", "activities", "obstacles")
SUBJECTS = {"deals": "deal", "contacts": "contact", "companies": "company"}
NUMBERED: dict[Any, str] = {Contact: "contact", Company: "company"}
"""Records whose numbers in other systems stand beside them."""
AT_ONCE = 500


MOST_NAMED = 5000
OURS = frozenset({"sort", "columns", "csrfmiddlewaretoken"})
"""Parameters that narrow nothing."""
NOT_HERE = frozenset({"limit", "page", "cursor", "as_of", "format", "view", "group"})
"""What lists are asked besides, and would be passed over here."""


def ids_in(text: str) -> list[int]:
    """The ids of "3,7,12"; what is no number counts for nothing."""
    words = text.split(",")[:MOST_NAMED]
    return [int(word) for word in words if word.isascii() and word.isdecimal() and len(word) < 18]


def rows_of(kind: str, user: User, given: Mapping[str, str]) -> QuerySet[Any]:
    """The records, in a stable order. Of deals, contacts and companies: `ids` ("3,7"), `q`, `bin` (what lies there
    instead), and the filters of their lists; of the others what their lists in the API are asked. Raises NotFound,
    BadFilter and RuleError, which name what nobody can ask."""
    if kind not in KINDS:
        raise NotFound
    asked = QueryDict(mutable=True)
    for name, values in (
        given.lists() if isinstance(given, QueryDict) else ((k, [v]) for k, v in given.items())
    ):
        if name not in OURS:
            asked.setlist(name, values)
    if refused := sorted(NOT_HERE & asked.keys()):
        raise BadFilter(_("An export has no “%(name)s”.") % {"name": refused[0]}, field=refused[0])
    ids = asked.pop("ids", None)
    rows = (
        _listed(kind, user, asked) if kind in SUBJECTS else others.narrowed(kind, _OTHERS[kind](user), asked)
    )
    if ids is not None:
        rows = rows.filter(pk__in=ids_in(ids[-1]))
    return rows.order_by("id")


def _listed(kind: str, user: User, asked: QueryDict) -> QuerySet[Any]:
    """By the filters of the list; a deal's outcome counts only where it is asked for."""
    name = SUBJECTS[kind]
    rows = binned(kind, user) if any(asked.pop("bin", ())) else _ALL[kind](user)
    if kind != "deals":
        return listing.narrowed(name, rows, user, asked)
    if q := asked.get("q", "").strip():
        rows = rows.filter(pk__in=finder.ids(name, q))
    if asked.get("owner") == "none":
        asked.pop("owner")
        rows = rows.filter(owner=None)
    return rules.apply(rows, from_query(asked, subject=name), subject=name, user=user)


def binned(kind: str, user: User) -> QuerySet[Any]:
    """What lies in the bin and the user may see."""
    if kind == "deals":
        rows: Any = Deal.objects.visible_to(user).filter(deleted_at__isnull=False)
        rows = rows.select_related("stage", "pipeline", "company", "contact", "owner", "lost_reason")
        return rows.prefetch_related("contact__points")
    if kind == "contacts":
        people = Contact.objects.binned_for(user)
        return people.select_related("company", "owner", "reports_to").prefetch_related("points")
    return Company.objects.binned_for(user).select_related("owner")


def _activities(user: User) -> QuerySet[Any]:
    rows = visible_activities(user)
    return rows.select_related("deal", "contact", "company", "owner")


def _obstacles(user: User) -> QuerySet[Any]:
    deals = Deal.objects.visible_to(user).filter(deleted_at=None)
    return Obstacle.objects.filter(deal__in=deals).select_related("deal", "owner")


def _products(user: User) -> QuerySet[Any]:
    user.require("product.view")
    return listed()


_OTHERS: dict[str, Callable[[User], QuerySet[Any]]] = {
    "products": _products,
    "activities": _activities,
    "obstacles": _obstacles,
}
_ALL: dict[str, Callable[[User], QuerySet[Any]]] = {
    "deals": lambda user: (
        Deal.objects.visible_to(user)
        .filter(deleted_at=None)
        .select_related("stage", "pipeline", "company", "contact", "owner", "lost_reason")
        .prefetch_related("contact__points")
    ),
    "contacts": lambda user: (
        Contact.objects.visible_to(user)
        .select_related("company", "owner", "reports_to")
        .prefetch_related("points")
    ),
    "companies": lambda user: Company.objects.visible_to(user).select_related("owner"),
}


def lines(columns: list[Column], rows: QuerySet[Any]) -> Iterator[list[Value]]:
    """Each record as the values of its columns."""
    kind = NUMBERED.get(rows.model) if any(column.field == "external_id" for column in columns) else None
    found = rows.iterator(chunk_size=AT_ONCE)
    while part := list(islice(found, AT_ONCE)):
        if kind:
            numbers.keep(kind, part)
        if rows.model is Deal:
            next_steps.keep(part)
        for record in part:
            yield [column.value(record) for column in columns]
