"""What an export holds: the records that a person may see, by the filter in force, a few at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from kariz.access.models import User
from kariz.exchange.queries import next_steps, numbers
from kariz.exchange.queries.export_columns import Column, Value
from kariz.people.models import Company, Contact
from kariz.pipeline.models import Activity, Deal, Obstacle, Product
from kariz.records.search import finder
from kariz.rules import compile as rules
from kariz.rules.url import decode
from kariz.web.errors import DomainError, NotFound

KINDS = ("deals", "contacts", "companies", "products", "activities", "obstacles")
SUBJECTS = {"deals": "deal", "contacts": "contact", "companies": "company"}
NUMBERED: dict[Any, str] = {Contact: "contact", Company: "company"}
"""Records whose numbers in other systems stand beside them."""
AT_ONCE = 500


class BadFilter(DomainError):
    """The filter in the address cannot be read."""

    code = "bad_filter"
    status = 400


MOST_NAMED = 5000


def ids_in(text: str) -> list[int]:
    """The ids of "3,7,12"; what is no number counts for nothing."""
    words = text.split(",")[:MOST_NAMED]
    return [int(word) for word in words if word.isascii() and word.isdecimal() and len(word) < 18]


def rows_of(kind: str, user: User, given: Mapping[str, str]) -> QuerySet[Any]:
    """The records, in a stable order. Filters: `ids` ("3,7"), `q`, `f` (a rule), `owner`, `bin` (what lies there instead),
    and for deals `pipeline`, `stage`, `outcome`. Raises NotFound, BadFilter."""
    if kind not in KINDS:
        raise NotFound
    if kind not in SUBJECTS:
        return OTHERS[kind](user).order_by("id")
    rows = binned(kind, user) if given.get("bin") else _ALL[kind](user)
    name = SUBJECTS[kind]
    if q := given.get("q", "").strip():
        rows = rows.filter(pk__in=finder.ids(name, q))
    if "ids" in given:
        rows = rows.filter(pk__in=ids_in(given["ids"]))
    for key in ("pipeline", "stage", "owner"):
        value = given.get(key, "")
        if value and (key == "owner" or kind == "deals"):
            rows = rows.filter(**_reference(key, value, user))
    if kind == "deals" and (outcome := given.get("outcome")):
        rows = rows.filter(outcome=outcome)
    if rule := given.get("f"):
        rows = rules.apply(rows, decode(rule), subject=name, user=user)
    return rows.order_by("id")


def _reference(key: str, value: str, user: User) -> dict[str, Any]:
    if key == "owner" and value in ("me", "none"):
        return {"owner": user.pk if value == "me" else None}
    if not (value.isascii() and value.isdecimal() and len(value) < 19):
        raise BadFilter(_("This is not the number of a record."), field=key)
    return {key: int(value)}


def binned(kind: str, user: User) -> QuerySet[Any]:
    """What lies in the bin and the user may see."""
    if kind == "deals":
        rows: Any = Deal.objects.visible_to(user).filter(deleted_at__isnull=False)
        rows = rows.select_related("stage", "pipeline", "company", "contact", "owner", "lost_reason")
        return rows.prefetch_related("contact__points")
    if kind == "contacts":
        people = Contact.objects.binned_for(user)
        return people.select_related("company", "owner").prefetch_related("points")
    return Company.objects.binned_for(user).select_related("owner")


def _activities(user: User) -> QuerySet[Any]:
    rows = Activity.objects.visible_to(user).filter(deleted_at=None)
    return rows.select_related("deal", "contact", "company", "owner")


def _obstacles(user: User) -> QuerySet[Any]:
    deals = Deal.objects.visible_to(user).filter(deleted_at=None)
    return Obstacle.objects.filter(deal__in=deals).select_related("deal", "owner")


def _products(user: User) -> QuerySet[Any]:
    user.require("product.view")
    return Product.objects.all()


OTHERS: dict[str, Callable[[User], QuerySet[Any]]] = {
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
        Contact.objects.visible_to(user).select_related("company", "owner").prefetch_related("points")
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
