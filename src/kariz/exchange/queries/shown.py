"""An export of a list as it is shown: its own filter, order and columns, as its address names them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict

from kariz.access.models import User
from kariz.records import tables
from kariz.records.queries.tables import kept_columns
from kariz.records.tables.sheet import Sheet, ordered
from kariz.records.tables.shower import Shower
from kariz.web.errors import NotFound

from .export_columns import Column, Value, columns_of, day_of
from .exporting import SUBJECTS, ids_in

OURS = ("shown", "cursor", "view", "ids", "csrfmiddlewaretoken")
"""Parameters that narrow nothing."""
JOINED: dict[str, tuple[str, ...]] = {
    "deals": ("stage", "company", "contact", "owner", "lost_reason"),
    "contacts": ("company", "owner"),
    "companies": ("owner",),
}
SAME = {"contacts": {"name": "contact"}, "companies": {"name": "company", "source": "channel"}}
"""Columns of the table that an export calls otherwise."""
# What a table shows and an import does not read, as values that a program can count with.
EXTRA: dict[str, Callable[[Any], Value]] = {
    "next_step": lambda deal: day_of(deal.next_step_at),
    "in_stage": lambda deal: deal.days_in_stage,
    "missing": lambda deal: deal.missing_count,
    "obstacles": lambda deal: deal.open_obstacles,
    "updated_at": lambda record: day_of(record.updated_at),
}


def as_shown(kind: str, user: User, query: QueryDict) -> tuple[QuerySet[Any], list[Column]]:
    """The records that the list with this address shows, in its order, and the number with the columns that it shows;
    of people, where nobody chose columns, all that there are. Raises NotFound, RuleError, BadList."""
    if kind not in SUBJECTS:
        raise NotFound
    asked = query.copy()
    for name in OURS:
        asked.pop(name, None)
    table = tables.table_of(kind)
    chosen = query.get("columns") or kept_columns(table, user)
    sheet = Sheet.of(table, user, asked, chosen)
    found, others = _columns(kind, sheet.columns)
    if not chosen and kind != "deals":
        found, others = columns_of(kind), []
    rows = sheet.rows()
    if "ids" in query:
        rows = rows.filter(pk__in=ids_in(str(query["ids"])))
    rows, order = ordered(rows, sheet.order)
    links = {path.rpartition("__")[0] for column in others for path in column.reads if "__" in path}
    rows = rows.select_related(*JOINED[kind], *sorted(links))
    prefetch = {path for column in others for path in column.prefetch}
    if kind == "contacts":
        prefetch.add("points")
    for column in others:
        rows = rows.annotate(**{name: make() for name, make in column.annotations.items()})
    return rows.prefetch_related(*prefetch).order_by(*order, "id"), found


def _columns(kind: str, shown: Sequence[tables.Column]) -> tuple[list[Column], list[tables.Column]]:
    """Columns as the import reads them where it can, and those that only the table knows."""
    known = {column.field: column for column in columns_of(kind)}
    found, others = [known["id"]], []
    for column in shown:
        name = SAME.get(kind, {}).get(column.name, column.name)
        if name in known:
            found.append(known[name])
        elif name in EXTRA:
            found.append(Column(name, column.label, EXTRA[name]))
        else:
            others.append(column)
            found.append(Column(name, column.label, _Said(column)))
        if name == "amount":
            found.append(known["currency"])
    return found, others


class _Said:
    """What a cell of the table says, in the words of who reads it."""

    def __init__(self, column: tables.Column) -> None:
        self._column = column
        self._shower: Shower | None = None

    def __call__(self, record: Any) -> Value:
        self._shower = self._shower or Shower()
        said = self._column.show(record, self._shower)
        return said.text if isinstance(said, tables.Cell) else said
