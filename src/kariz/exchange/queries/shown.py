"""An export of a list as it is shown: its own filter, order and columns, as its address names them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict

from kariz.access.models import User
from kariz.people.queries import listing
from kariz.pipeline.queries.lists import Asked
from kariz.pipeline.queries.table import table_deals
from kariz.records.tables import table_of
from kariz.records.tables.layout import places_of
from kariz.rules import sorting
from kariz.web.errors import NotFound

from .exporting import Column, Value, columns_of, day_of

OURS = ("shown", "cursor", "view")
"""Parameters that narrow nothing."""

# What the table shows and an import does not read.
EXTRA: dict[str, Callable[[Any], Value]] = {
    "next_step": lambda deal: day_of(deal.next_step_at),
    "in_stage": lambda deal: deal.days_in_stage,
    "missing": lambda deal: deal.missing_count,
    "obstacles": lambda deal: deal.open_obstacles,
    "updated_at": lambda deal: day_of(deal.updated_at),
}


def rows_shown(kind: str, user: User, query: QueryDict) -> QuerySet[Any]:
    """The records that the list with this address shows, in its order. Raises NotFound, RuleError, BadList."""
    asked_for = query.copy()
    for name in OURS:
        asked_for.pop(name, None)
    if kind == "deals":
        asked = Asked.of(asked_for)
        rows = table_deals(user, asked).select_related("stage", "company", "contact", "owner", "lost_reason")
        return rows.order_by(*sorting.order_by(asked.sort, subject="deal", default="-updated_at"))
    if kind not in ("contacts", "companies"):
        raise NotFound
    given = {name: str(value) for name, value in asked_for.items()}
    return listing.every("contact" if kind == "contacts" else "company", user, given)


def columns_shown(kind: str, query: QueryDict) -> list[Column]:
    """The number, then the columns that the table shows; of people, all that there are."""
    known = {column.field: column for column in columns_of(kind)}
    if kind != "deals":
        return list(known.values())
    found = [known["id"]]
    for place in places_of(table_of("deals"), query.get("columns", "")):
        head = place.column
        if head.name in EXTRA:
            found.append(Column(head.name, head.label, EXTRA[head.name]))
        elif head.name in known:
            found.append(known[head.name])
        if head.name == "amount":
            found.append(known["currency"])
    return found
