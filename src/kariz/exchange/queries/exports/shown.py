"""An export of a list as it is shown: its own filter and order, with the columns that its address names or with all."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from kariz.access.models import User
from kariz.localisation.digits import to_latin
from kariz.localisation.text import squash
from kariz.records import tables
from kariz.records.queries.tables import kept_columns
from kariz.records.tables.sheet import Sheet, ordered
from kariz.records.tables.shower import Shower
from kariz.rules.operators import Type
from kariz.web.errors import NotFound

from .export_columns import REACHED, Column, Value, day_of, everything_of, with_seen
from .exporting import SUBJECTS, BadFilter, ids_in, rows_of

OURS = ("shown", "cursor", "view", "ids", "csrfmiddlewaretoken")
"""Parameters that narrow nothing."""
JOINED: dict[str, tuple[str, ...]] = {
    "deals": ("stage", "pipeline", "company", "contact", "owner", "lost_reason"),
    "contacts": ("company", "owner", "reports_to"),
    "companies": ("owner",),
    "obstacles": ("deal", "owner"),
}
TABLES = SUBJECTS | {"obstacles": "obstacle"}
SAME = {
    "contacts": {"name": "contact"},
    "companies": {"name": "company", "source": "channel"},
    "obstacles": {"deal": "title"},
}
"""Columns of the table that an export calls otherwise."""
BESIDE: dict[str, dict[str, tuple[str, ...]]] = {
    "deals": {"amount": ("currency",), "next_step": ("next_step_on",)},
    "contacts": {"phone": ("mobile", "whatsapp")},
}
"""What one column of the table shows and a file has in several: a sum and its unit, a step and its day, a number of either
kind."""
ALL = "all"
"""What an address asks for in place of names of columns; no column is called so."""
# What a table shows and an import does not read, as values that a program can count with.
EXTRA: dict[str, Callable[[Any], Value]] = {
    "in_stage": lambda deal: deal.days_in_stage,
    "missing": lambda deal: deal.missing_count,
    "obstacles": lambda deal: deal.open_obstacles,
    "resting_until": lambda deal: deal.resting_until,
    "created_at": lambda record: day_of(record.created_at),
    "updated_at": lambda record: day_of(record.updated_at),
}


def as_shown(kind: str, user: User, query: QueryDict) -> tuple[QuerySet[Any], list[Column]]:
    """The records that the list with this address shows, in its order, and the number with the columns that it shows, or
    that the address names; with `columns=all` every column there is. Raises NotFound, RuleError."""
    if kind not in TABLES:
        raise NotFound
    asked = query.copy()
    for name in OURS:
        asked.pop(name, None)
    table = tables.table_of(kind)
    sheet = Sheet.of(table, user, asked, query.get("columns") or kept_columns(table, user))
    found, others = _every(kind, sheet) if query.get("columns") == ALL else _columns(kind, sheet.columns)
    rows = sheet.rows()
    if "ids" in query:
        rows = rows.filter(pk__in=ids_in(str(query["ids"])))
    return _with(rows, sheet, kind, found, others), found


def as_asked(kind: str, user: User, given: Mapping[str, str]) -> tuple[QuerySet[Any], list[Column]]:
    """All records that the filters in the address mean, in the order of its `sort`, with the columns that it names or, where
    it names none, those that an import reads. Raises NotFound, BadFilter, RuleError."""
    rows = rows_of(kind, user, given)
    asked = {name: given[name] for name in ("sort", "columns") if given.get(name)}
    if not asked:
        return with_seen(rows, user) if kind == "deals" else rows, everything_of(kind)
    if kind not in SUBJECTS:
        name = next(iter(asked))
        raise BadFilter(_("An export of this list has no “%(name)s”.") % {"name": name}, field=name)
    query = QueryDict(mutable=True)
    query.update(asked)
    sheet = Sheet.of(tables.table_of(kind), user, query)
    found = everything_of(kind)
    others: list[tables.Column] = []
    if "columns" in asked:
        found, others = _every(kind, sheet) if asked["columns"] == ALL else _columns(kind, sheet.columns)
    if "sort" not in asked:
        sheet.order = []
    return _with(rows, sheet, kind, found, others), found


def only_known_columns(kind: str, names: str) -> None:
    """Raises BadFilter for a column that the list does not have."""
    known = tables.columns_of(SUBJECTS[kind]) if kind in SUBJECTS else {}
    for word in filter(None, names.split(",")):
        name = word.strip().partition(":")[0]
        if name not in known and names != ALL:
            text = _("There is no column “%(name)s”; there are: %(names)s.")
            raise BadFilter(text % {"name": name[:100], "names": ", ".join(known)}, field="columns")


def _with(
    rows: QuerySet[Any], sheet: Sheet, kind: str, found: Sequence[Column], others: Sequence[tables.Column]
) -> QuerySet[Any]:
    """The rows in their order, with what the columns read."""
    rows, order = ordered(rows, sheet.order)
    links = {path.rpartition("__")[0] for column in others for path in column.reads if "__" in path}
    rows = rows.select_related(*JOINED[kind], *sorted(links))
    prefetch = {path for column in others for path in column.prefetch}
    if kind == "contacts":
        prefetch.add("points")
    if kind == "deals" and REACHED & {column.field for column in found}:
        prefetch.add("contact__points")
        rows = with_seen(rows, sheet.user)
    for column in others:
        rows = rows.annotate(**{name: make() for name, make in column.annotations.items()})
    return rows.prefetch_related(*prefetch).order_by(*order, "id")


def _columns(kind: str, shown: Sequence[tables.Column]) -> tuple[list[Column], list[tables.Column]]:
    """Columns as the import reads them where it can, and those that only the table knows."""
    known = {column.field: column for column in everything_of(kind)}
    found, others = [known["id"]], []
    beside = BESIDE.get(kind, {})
    for column in shown:
        name = SAME.get(kind, {}).get(column.name, column.name)
        if name in known:
            found.append(known[name])
        elif name in EXTRA:
            found.append(Column(name, column.label, EXTRA[name]))
        else:
            others.append(column)
            found.append(Column(name, column.label, _Said(column)))
        found += [known[name] for name in beside.get(column.name, ())]
    return list({column.field: column for column in found}.values()), others


def _every(kind: str, sheet: Sheet) -> tuple[list[Column], list[tables.Column]]:
    """All that the import reads, and what else the table knows behind it."""
    whole = everything_of(kind)
    found, others = _columns(kind, [column for column in sheet.known.values() if not _is_read(kind, column)])
    known = {column.field for column in whole}
    return [*whole, *(column for column in found if column.field not in known)], others


def _is_read(kind: str, column: tables.Column) -> bool:
    name = SAME.get(kind, {}).get(column.name, column.name)
    return any(known.field == name for known in everything_of(kind))


def told_alone(kind: str) -> set[str]:
    """What the columns that are told and not read are called, in either language: an export that comes back means
    nothing by them."""
    if kind not in SUBJECTS:
        return set()
    table = tables.columns_of(SUBJECTS[kind]).values()
    columns = [column for column in table if not _is_read(kind, column)]
    names = set()
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            names |= {squash(str(column.label)) for column in columns}
    return names


class _Said:
    """What a cell of the table says, in the words of who reads it."""

    def __init__(self, column: tables.Column) -> None:
        self._column = column
        self._shower: Shower | None = None

    def __call__(self, record: Any) -> Value:
        self._shower = self._shower or Shower()
        said = self._column.show(record, self._shower)
        if not isinstance(said, tables.Cell):
            return said
        if self._column.type not in (Type.DATE, Type.DATETIME):
            return said.text
        # A day goes out as it is typed, in the digits of all other days, which any spreadsheet reads as one.
        return to_latin(said.typed or said.text)
