"""Queries whose SQL is made once and then run with other values.

Making the SQL of a query costs Django more than SQLite needs to answer it. A page that asks the same ten questions for
everybody makes each of them once a connection instead.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections, models
from django.db.models import QuerySet

# Stands for a value while the SQL is made; no id is ever as large, and none is negative.
_HOLE = -7_046_029_254_386_353_000
_LARGEST_LIST = 1024


class Prepared:
    """`Prepared(lambda owner, ids: Deal.objects.filter(owner=owner, pk__in=ids).values_list("id", "title"))`

    The values are whole numbers or lists of them, and must stay values: nothing may depend on what they are. Called
    with values it gives the rows of a `values_list`, or the objects of a plain queryset (no annotations, nothing
    joined in). An empty list gives no rows.
    """

    def __init__(self, build: Callable[..., QuerySet[Any]]) -> None:
        self._build = build

    def __call__(self, *values: int | Sequence[int]) -> list[Any]:
        if any(not isinstance(value, int) and not value for value in values):
            return []
        given = [[value] if isinstance(value, int) else _padded(value) for value in values]
        shape = tuple(
            0 if isinstance(value, int) else len(many) for value, many in zip(values, given, strict=True)
        )
        compiled = self._compiled(shape)
        return list(compiled.rows([one for many in given for one in many]))

    def _compiled(self, shape: tuple[int, ...]) -> _Compiled:
        # Kept with the thread's own connection, so that nothing is shared and nothing outlives it.
        known = vars(connections[DEFAULT_DB_ALIAS]).setdefault("prepared_queries", {})
        found: _Compiled | None = known.get((self, shape))
        if found is None:
            found = known[self, shape] = _Compiled(self._build(*_holes(shape)))
        return found


class _Compiled:
    def __init__(self, rows: QuerySet[Any]) -> None:
        self.compiler = rows.query.get_compiler(connection=connection)
        self.sql, params = self.compiler.as_sql()
        self.params = list(params)
        self.holes = [
            (at, _HOLE - value)
            for at, value in enumerate(self.params)
            if isinstance(value, int) and value <= _HOLE
        ]
        self.converters = self.compiler.get_converters(each[0] for each in self.compiler.select)
        self.model: type[models.Model] | None = None if rows._fields is not None else rows.model  # type: ignore[attr-defined]
        self.names = [field.attname for field in rows.model._meta.concrete_fields]

    def rows(self, values: Sequence[int]) -> Iterator[Any]:
        params = list(self.params)
        for at, number in self.holes:
            params[at] = values[number]
        with connection.cursor() as cursor:
            cursor.execute(self.sql, params)
            found = cursor.fetchall()
        if self.converters:
            found = self.compiler.apply_converters(found, self.converters)
        if self.model is None:
            return iter(found)
        return (self.model.from_db(DEFAULT_DB_ALIAS, self.names, row) for row in found)


def _holes(shape: tuple[int, ...]) -> list[Any]:
    made: list[Any] = []
    number = 0
    for length in shape:
        many = [_HOLE - at for at in range(number, number + (length or 1))]
        made.append(many if length else many[0])
        number += len(many)
    return made


def _padded(values: Sequence[int]) -> list[int]:
    """The same list a little longer, so that few lengths occur; a value named twice selects nothing more."""
    length = 1
    while length < len(values):
        length *= 2
    if length > _LARGEST_LIST:
        raise ValueError(f"a prepared query takes at most {_LARGEST_LIST} values, not {len(values)}")
    return [*values, *[values[-1]] * (length - len(values))]
