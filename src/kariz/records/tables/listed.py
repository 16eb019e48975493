"""A table's list as a program asks for it: the orders of its page, the rows of one group, and what they come to."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from kariz.access.models import User
from kariz.rules import fields
from kariz.rules.errors import RuleError
from kariz.web.errors import DomainError
from kariz.web.paging import PageParams, paginate

from .columns import Column, built_columns_of, columns_of
from .kinds import Table
from .layout import MOST_COLUMNS
from .sheet import (
    Apart,
    Key,
    Part,
    Sheet,
    Totals,
    ids_of,
    in_part,
    order_of,
    ordered,
    parts_of,
    totals_of,
)


class UnknownSort(DomainError):
    """The list has no such order."""

    code = "unknown_sort"
    status = 400


def page_ids(
    table: Table, rows: QuerySet[Any], query: QueryDict, params: PageParams, sort: str = ""
) -> dict[str, Any]:
    """`{"items", "next"}`: ids of one page of the rows, by `sort` or in the table's usual order; with `part` in the query
    those of that part of its `group` alone. Raises UnknownSort, RuleError, BadCursor (400)."""
    return ids_of(*_asked(table, rows, query, sort), params)


def page_values(
    table: Table,
    rows: QuerySet[Any],
    query: QueryDict,
    params: PageParams,
    *,
    sort: str,
    read: Sequence[str],
    item: Callable[[dict[str, Any]], Any],
) -> dict[str, Any]:
    """The same with items of the columns `read`, `id` among them: in one query where the rows themselves give the order."""
    rows, keys = _asked(table, rows, query, sort)
    if keys[0].kept is None or len(keys) > 1:
        rows, order = ordered(rows, keys)
        names = (name.removeprefix("-") for name in order)
        return paginate(rows.values(*dict.fromkeys([*read, *names])), params, order=order, item=item)
    page = ids_of(rows, keys, params)
    found = {row["id"]: item(row) for row in rows.filter(pk__in=page["items"]).values(*read)}
    return page | {"items": [found[pk] for pk in page["items"] if pk in found]}


def _asked(table: Table, rows: QuerySet[Any], query: QueryDict, sort: str) -> tuple[QuerySet[Any], list[Key]]:
    if "part" in query:
        group = columns_of(table.subject).get(query.get("group", ""))
        rows = in_part(rows, group, query.get("part", ""))
    try:
        return rows, order_of(table, sort, _sorting(table, sort))
    except RuleError:
        names = ", ".join(sorts_of(table))
        raise UnknownSort(_("Sort by one of: %(names)s.") % {"names": names}, field="sort") from None


def _sorting(table: Table, sort: str) -> dict[str, Column]:
    """The columns among which those of the order are; made ones are asked for only where one of them is meant."""
    built = built_columns_of(table.subject)
    names = {word.strip().removeprefix("-") for word in (sort or table.sort).split(",")}
    return built if names <= built.keys() else columns_of(table.subject)


def sorts_of(table: Table) -> list[str]:
    """The names that the table's list can be sorted by."""
    names = {column.name for column in columns_of(table.subject).values() if column.order}
    return sorted(names | {name for name, field in fields.all_of(table.subject).items() if field.sortable})


def totals(table: Table, user: User, query: QueryDict) -> dict[str, Any]:
    """Count and sums of all that the query asks for and, with its `group`, those of each part. Raises RuleError (400)."""
    summed = [column.name for column in columns_of(table.subject).values() if column.total]
    asked = query.copy()
    # Sums are of every column that has one, whatever the page shows.
    asked["columns"] = ",".join(summed[:MOST_COLUMNS])
    asked.pop("sort", None)
    sheet = Sheet.of(table, user, asked)
    parts, more = parts_of(sheet) if sheet.group is not None else ([], False)
    return {**_said(totals_of(sheet)), "groups": [_part(part) for part in parts], "more_groups": more}


def _part(part: Part) -> dict[str, Any]:
    return {"key": part.key, "label": part.label, **_said(part)}


def _said(found: Totals | Part) -> dict[str, Any]:
    return {"count": found.count, "sums": dict(found.sums), "uncounted": _left_out(found.apart)}


def _left_out(apart: Mapping[str, Apart]) -> dict[str, dict[str, int]]:
    return {name: dict(left) for name, left in apart.items() if left}
