"""Queries whose SQL is made once and then run with other values.

Making the SQL of a query costs Django more than SQLite needs to answer it. A page that asks the same ten questions for
everybody makes each of them once a connection instead.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, cast

from django.db import DEFAULT_DB_ALIAS, connection, connections, models
from django.db.models import QuerySet
from django.db.models.query import get_related_populators
from django.db.models.sql.subqueries import UpdateQuery

try:
    from psycopg.types.numeric import Int8
except ImportError:  # an installation on SQLite needs no driver
    Int8 = int  # type: ignore[assignment,misc]

LARGEST_LIST = 1024
"""Values in one list; whoever may have more asks in parts."""
_Value = int | str | datetime


class Prepared:
    """`Prepared(lambda owner, ids: Deal.objects.filter(owner=owner, pk__in=ids).values_list("id", "title"))`

    The values are whole numbers, texts, moments, or lists of numbers, and must stay values: nothing may depend on what
    they are. Called with values it gives the rows of a `values_list`, or the objects of a queryset with its
    annotations and what `select_related` joins in, but without prefetching. An empty list gives no rows.
    """

    def __init__(self, build: Callable[..., QuerySet[Any]]) -> None:
        self._build = build

    def __call__(self, *values: _Value | Sequence[int]) -> list[Any]:
        given, shape = _flat(values)
        if given is None:
            return []
        # Kept with the thread's own connection, so that nothing is shared and nothing outlives it.
        known = vars(connections[DEFAULT_DB_ALIAS]).setdefault("prepared_queries", {})
        found: _Compiled | None = known.get((self, shape))
        if found is None:
            found = known[self, shape] = _Compiled(self._build, shape)
        return list(found.rows(given))


class PreparedUpdate:
    """`PreparedUpdate(lambda deal, at: (StageVisit.objects.filter(deal=deal, left_at=None), {"left_at": at}))`

    The same for `update`: the rows, and what is written to them. Called with values it gives the number of rows.
    """

    def __init__(self, build: Callable[..., tuple[QuerySet[Any], dict[str, Any]]]) -> None:
        self._build = build

    def __call__(self, *values: _Value | Sequence[int]) -> int:
        given, shape = _flat(values)
        if given is None:
            return 0
        known = vars(connections[DEFAULT_DB_ALIAS]).setdefault("prepared_queries", {})
        found: _Statement | None = known.get((self, shape))
        if found is None:
            found = known[self, shape] = _Statement(self._compile, shape)
        with found.run(given) as cursor:
            return int(cursor.rowcount)

    def _compile(self, *holes: Any) -> Any:
        rows, written = self._build(*holes)
        query = cast(UpdateQuery, rows.query.chain(UpdateQuery))
        query.add_update_values(written)
        return query


class _Statement:
    """The SQL for values of one shape."""

    def __init__(self, build: Callable[..., Any], shape: Sequence[str | int]) -> None:
        holes, places = _holes(shape)
        self.compiler = build(*holes).get_compiler(connection=connection)
        self.sql, params = self.compiler.as_sql()
        self.params = list(params)
        self.holes = [(at, places[value]) for at, value in enumerate(self.params) if value in places]

    @contextmanager
    def run(self, values: Sequence[_Value]) -> Iterator[Any]:
        """The cursor that has run it with `values`."""
        params = list(self.params)
        for at, number in self.holes:
            params[at] = _adapted(values[number])
        with _cursor() as cursor:
            cursor.execute(self.sql, params)
            yield cursor


class _Compiled(_Statement):
    """The same with what makes objects of the rows."""

    def __init__(self, build: Callable[..., QuerySet[Any]], shape: Sequence[str | int]) -> None:
        found: list[QuerySet[Any]] = []

        def query(*holes: Any) -> Any:
            found.append(build(*holes))
            return found[0].query

        super().__init__(query, shape)
        rows = found[0]
        self.converters = self.compiler.get_converters(each[0] for each in self.compiler.select)
        self.shown = _as_it_is if rows._fields is not None else _maker(self.compiler)  # type: ignore[attr-defined]

    def rows(self, values: Sequence[_Value]) -> Iterator[Any]:
        with self.run(values) as cursor:
            found = cursor.fetchall()
        if self.converters:
            found = self.compiler.apply_converters(found, self.converters)
        return map(self.shown, found)


def _as_it_is(row: Any) -> Any:
    return row


def _maker(compiler: Any) -> Callable[[Any], models.Model]:
    """What makes objects of rows, as Django's own ModelIterable does."""
    info, notes = compiler.klass_info, compiler.annotation_col_map or {}
    model: type[models.Model] = info["model"]
    start, end = info["select_fields"][0], info["select_fields"][-1] + 1
    names = [each[0].target.attname for each in compiler.select[start:end]]
    joined = get_related_populators(info, compiler.select, DEFAULT_DB_ALIAS)  # type: ignore[call-arg]

    def make(row: Any) -> models.Model:
        made = model.from_db(DEFAULT_DB_ALIAS, names, row[start:end])
        for each in joined:
            each.populate(row, made)
        for name, place in notes.items():
            setattr(made, name, row[place])
        return made

    return make


def _cursor() -> Any:
    """On PostgreSQL one that sends values apart from the text, so that the server keeps the plan as well."""
    if connection.vendor != "postgresql":
        return connection.cursor()
    connection.ensure_connection()
    return connection._prepare_cursor(connection.Database.Cursor(connection.connection))  # type: ignore[attr-defined]


def _adapted(value: _Value) -> Any:
    """As the database takes it: SQLite keeps moments as text, PostgreSQL wants every number of one type."""
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return Int8(value) if isinstance(value, int) and connection.vendor == "postgresql" else value


def _flat(values: Sequence[_Value | Sequence[int]]) -> tuple[list[_Value] | None, tuple[str | int, ...]]:
    """All values in one list, and what each was; None for the values when a list among them is empty."""
    given: list[_Value] = []
    shape: list[str | int] = []
    for value in values:
        if isinstance(value, int | str | datetime):
            shape.append(next(kind.__name__ for kind in (int, str, datetime) if isinstance(value, kind)))
            given.append(value)
        elif value:
            many = _padded(value)
            shape.append(len(many))
            given += many
        else:
            return None, ()
    return given, tuple(shape)


def _holes(shape: Sequence[str | int]) -> tuple[list[Any], dict[Any, int]]:
    """What stands for the values while the SQL is made, and the place of each in the list of all values.

    No id is as large and negative, no moment as late; the text is nobody's.
    """
    made: list[Any] = []
    places: dict[Any, int] = {}

    def hole(kind: str) -> Any:
        number = len(places)
        found: _Value = -7_046_029_254_386_353_000 - number
        if kind == "datetime":
            found = datetime(9_000 + number, 2, 3, 4, 5, 6, 7, tzinfo=UTC)
        elif kind == "str":
            found = f"7046029254386353-{number}"
        places[_adapted(found)] = number
        return found

    for each in shape:
        made.append(hole(each) if isinstance(each, str) else [hole("int") for _ in range(each)])
    return made, places


def _padded(values: Sequence[int]) -> list[int]:
    """The same list a little longer, so that few lengths occur; a value named twice selects nothing more."""
    length = 1
    while length < len(values):
        length *= 2
    if length > LARGEST_LIST:
        raise ValueError(f"a prepared query takes at most {LARGEST_LIST} values, not {len(values)}")
    return [*values, *[values[-1]] * (length - len(values))]
