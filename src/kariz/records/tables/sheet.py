"""A table as one address asks for it: its rows a page at a time, its groups, its sums. Nothing is summed in Python."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Count, F, Min, Q, QuerySet, Sum
from django.http import QueryDict
from django.utils.translation import gettext as _

from kariz.access.models import User
from kariz.rules import sorting
from kariz.rules.errors import RuleError
from kariz.web.paging import PageParams, paginate

from . import layout
from .columns import Column, Group, columns_of
from .kept_order import by_kept
from .kinds import Table
from .layout import Place

PAGE = 50
MOST_GROUPS = 200
Apart = tuple[tuple[str, int], ...]
"""(currency, amount) for each that a sum of money leaves out."""


@dataclass(frozen=True, slots=True)
class Totals:
    """Over all rows of the address: how many, the sum of each column, and a word beside."""

    count: int
    sums: Mapping[str, Any]
    note: Any = ""
    apart: Mapping[str, Apart] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Part:
    """The rows that share a value. `key` names it in the address ("" for those without)."""

    key: str
    label: str
    count: int
    sums: Mapping[str, Any]
    apart: Mapping[str, Apart] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Key:
    """What rows are sorted by: a path or an expression, with the relations that the path begins with."""

    path: Any
    down: bool
    joins: Mapping[str, Any] = field(default_factory=dict)
    kept: Callable[[], tuple[Any, str]] | None = None


@dataclass(slots=True)
class Sheet:
    table: Table
    user: User
    query: QueryDict
    places: list[Place]
    group: Column | None
    order: list[Key]
    known: dict[str, Column]

    @classmethod
    def of(cls, table: Table, user: User, query: QueryDict, columns: str | None = None) -> Sheet:
        """`columns` stands in where the address names none. Raises RuleError (400) for what cannot be asked."""
        known = columns_of(table.subject)
        name = query.get("group", "")
        group = known.get(name)
        if name and (group is None or group.group is None):
            raise RuleError(_("Cannot group by “%(name)s”.") % {"name": name[:100]}, field="group")
        places = layout.places_of(table, query.get("columns") or columns or "", known)
        return cls(table, user, query, places, group, order_of(table, query.get("sort", ""), known), known)

    @property
    def columns(self) -> list[Column]:
        return [place.column for place in self.places]

    @property
    def grouping(self) -> Group:
        """Of a sheet that is grouped."""
        if self.group is None or self.group.group is None:
            raise RuleError(_("There is no such group."), field="group")
        return self.group.group

    def rows(self) -> QuerySet[Any]:
        return self.table.rows(self.user, self.query)


def order_of(table: Table, sort: str, known: Mapping[str, Column]) -> list[Key]:
    """The keys of `-amount,name`. Raises RuleError (400)."""
    keys = []
    for word in (sort or table.sort).split(",")[: sorting.MAX_KEYS]:
        name, down = word.strip().removeprefix("-"), word.strip().startswith("-")
        name = table.aliases.get(name, name)
        column = known.get(name)
        joins: Mapping[str, Any] = {}
        kept = None
        if column is not None and column.order:
            path, joins, kept = column.order, column.joins, column.kept
        else:
            [key] = sorting.parse(name or "-", subject=table.subject)
            path = key.field.sort_path or key.field.path
            down = down != (key.field.type == "age")
        if isinstance(path, str) and path.startswith("-"):
            path, down = path[1:], not down
        keys.append(Key(path, down, joins, kept))
    return keys


def page_of(sheet: Sheet, cursor: str = "", part: str | None = None, limit: int = PAGE) -> dict[str, Any]:
    """`{"items", "next"}`, the rows of one group only where `part` is its key. Raises BadCursor, RuleError.

    First the ids alone are put in order, which an index often gives by itself, then the rows of this page are read.
    """
    rows = sheet.rows()
    if part is not None:
        rows = in_part(rows, sheet.group, part)
    page = ids_of(rows, sheet.order, PageParams(limit=limit, cursor=cursor[:2000]))
    ids = page["items"]
    found = {row.pk: row for row in loaded(sheet.table.visible(sheet.user).filter(pk__in=ids), sheet.columns)}
    return page | {"items": [found[pk] for pk in ids if pk in found]}


def ids_of(rows: QuerySet[Any], keys: Sequence[Key], params: PageParams) -> dict[str, Any]:
    """`{"items", "next"}`, the ids of one page in the order of the keys. Raises BadCursor."""
    first = keys[0]
    if first.kept is not None and len(keys) == 1:
        page = by_kept(rows, *first.kept(), down=first.down, params=params)
    else:
        rows, order = ordered(rows, keys)
        names = [name.removeprefix("-") for name in order]
        page = paginate(rows.values("id", *names), params, order=order)
    return page | {"items": [row.get("id", row.get("found")) for row in page["items"]]}


def ordered(rows: QuerySet[Any], keys: Sequence[Key]) -> tuple[QuerySet[Any], list[str]]:
    """The rows with what they are sorted by, and its names for paging; they are not sorted yet."""
    names = []
    for number, key in enumerate(keys):
        name: Any = key.path
        rows = joined(rows, key.joins)
        if not isinstance(name, str):
            name, made = f"sorted_{number}", name()
            rows = rows.annotate(**{name: made})
        names.append(f"-{name}" if key.down else name)
    return rows, names


def joined(rows: QuerySet[Any], joins: Mapping[str, Any]) -> QuerySet[Any]:
    """With the relations that some paths begin with, each once."""
    known: Any = rows.query
    missing = {name: make() for name, make in joins.items() if name not in known._filtered_relations}
    return rows.annotate(**missing) if missing else rows


def loaded(rows: QuerySet[Any], columns: Sequence[Column]) -> QuerySet[Any]:
    """With all that the cells of these columns look at, and nothing else."""
    paths = {"id", "version", "owner_id"} | {path for column in columns for path in column.reads}
    for column in columns:
        rows = rows.annotate(**{name: make() for name, make in column.annotations.items()})
        rows = rows.prefetch_related(*column.prefetch) if column.prefetch else rows
    links = {path.rpartition("__")[0] for path in paths if "__" in path}
    read = sorted(paths | {link.partition("__")[0] for link in links})
    return (rows.select_related(*sorted(links)) if links else rows).only(*read)


def totals_of(sheet: Sheet) -> Totals:
    """One query, unless the area adds up by itself."""
    rows = sheet.rows().order_by()
    known = dict(sheet.table.sums(rows)) if sheet.table.sums is not None else {}
    count, note = known.pop("n", None), known.pop("note", "")
    apart = known.pop("apart", {})
    summed = [column for column in sheet.columns if column.total and column.name not in known]
    asked = _sums(summed) | ({} if count is not None else {"n": Count("*")})
    for column in summed:
        rows = joined(rows, column.joins)
    found = rows.aggregate(**asked) if asked else {}
    return Totals(found["n"] if count is None else count, known | _named(summed, found), note, apart)


def parts_of(sheet: Sheet) -> tuple[list[Part], bool]:
    """The groups with their counts and sums in one query, what a sum leaves out in another, and whether there are
    more than are shown."""
    group, summed = sheet.grouping, [column for column in sheet.columns if column.total]
    rows = keyed(sheet.rows().order_by(), sheet.group)
    for column in summed:
        rows = joined(rows, column.joins)
    left = [(column.name, column.apart(rows)) for column in summed if column.apart is not None]
    rows = rows.values("part").annotate(n=Count("*"), **_sums(summed))
    if group.label:
        rows = rows.annotate(called=Min(group.label))
    found = list(rows.order_by(F("n").desc(), "part")[: MOST_GROUPS + 1])
    names = group.names() if group.names else {}
    called = (
        group.called([row["part"] for row in found if row["part"] is not None]) if group.called else names
    )
    apart = _apart(left)
    parts = [
        Part(
            "" if row["part"] is None else str(row["part"]),
            _label(row, called),
            row["n"],
            _named(summed, row),
            apart.get(row["part"], {}),
        )
        for row in found[:MOST_GROUPS]
    ]
    return _in_order(parts, names), len(found) > MOST_GROUPS


def _apart(left: Sequence[tuple[str, QuerySet[Any]]]) -> dict[Any, dict[str, Apart]]:
    """By the key of the group and the column's name."""
    found: dict[Any, dict[str, Apart]] = {}
    for name, rows in left:
        for row in rows.values("part", "said").annotate(total=Sum("left")).order_by("said"):
            of = found.setdefault(row["part"], {})
            of[name] = (*of.get(name, ()), (row["said"], row["total"]))
    return found


def keyed(rows: QuerySet[Any], column: Column | None) -> QuerySet[Any]:
    """The rows with what groups them as `part`."""
    if column is None or column.group is None:
        raise RuleError(_("There is no such group."), field="group")
    path = column.group.path
    return joined(rows, column.joins).annotate(part=F(path) if isinstance(path, str) else path())


def in_part(rows: QuerySet[Any], column: Column | None, key: str) -> QuerySet[Any]:
    """The rows of one group. Raises RuleError (400) for a key that can be none."""
    rows = keyed(rows, column)
    kind: Any = rows.query.annotations["part"].output_field
    if key == "":
        texts = kind.get_internal_type() in ("CharField", "TextField")
        return rows.filter(Q(part=None) | Q(part="") if texts else Q(part=None))
    try:
        return rows.filter(part=getattr(kind, "target_field", kind).to_python(key))
    except (ValidationError, ValueError, TypeError):
        raise RuleError(_("There is no such group."), field="part") from None


def _sums(columns: Sequence[Column]) -> dict[str, Any]:
    """A column's name may hold a dot, so its sum goes by its number."""
    return {
        f"sum_{number}": Sum(column.total if isinstance(column.total, str) else column.total())
        for number, column in enumerate(columns)
    }


def _named(columns: Sequence[Column], found: Mapping[str, Any]) -> dict[str, Any]:
    return {column.name: found[f"sum_{number}"] or 0 for number, column in enumerate(columns)}


def _label(row: Mapping[str, Any], names: Mapping[Any, Any]) -> str:
    value = row["part"]
    if value is None or value == "":
        return ""
    return str(names.get(value) or row.get("called") or value)


def _in_order(parts: list[Part], names: Mapping[Any, Any]) -> list[Part]:
    """In the order of the names where the column has one of its own, else the largest first; the empty last."""
    places = {str(value): place for place, value in enumerate(names)}
    if not places:
        return sorted(parts, key=lambda part: part.key == "")
    return sorted(parts, key=lambda part: (part.key == "", places.get(part.key, len(places))))
