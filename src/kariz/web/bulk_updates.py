"""Writing other values into many rows with one statement, each row only if it still has the version that was seen."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.db import connection, models

from kariz.web.insertion import PARAMETERS

Row = tuple[int, Mapping[str, Any]]
"""Its id, and {attribute: value}; all rows of one call have the same attributes."""


def write(model: type[models.Model], rows: Sequence[Row], *, seen: Sequence[int] | None = None) -> set[int]:
    """Write the rows; returns the ids of those that were there. Values are plain: no expressions.

    With `seen` a row is written only where its `version` is that one, and then has the next.
    """
    if not rows:
        return set()
    fields = [_field(model, name) for name in rows[0][1]]
    lines = [
        (pk, *(() if seen is None else (seen[at],)), *_prepared(fields, values))
        for at, (pk, values) in enumerate(rows)
    ]
    size = PARAMETERS // len(lines[0])
    written: set[int] = set()
    with connection.cursor() as cursor:
        for start in range(0, len(lines), size):
            part = lines[start : start + size]
            cursor.execute(
                _statement(model, fields, len(part), versioned=seen is not None),
                [value for line in part for value in line],
            )
            written.update(pk for (pk,) in cursor.fetchall())
    return written


def _field(model: type[models.Model], attname: str) -> models.Field[Any, Any]:
    return next(field for field in model._meta.concrete_fields if field.attname == attname)


def _prepared(fields: Sequence[models.Field[Any, Any]], values: Mapping[str, Any]) -> list[Any]:
    return [field.get_db_prep_save(values[field.attname], connection) for field in fields]


def _statement(
    model: type[models.Model], fields: Sequence[models.Field[Any, Any]], rows: int, *, versioned: bool
) -> str:
    """The names are those of our own tables and columns; values are parameters."""
    quote: Callable[[Any], str] = connection.ops.quote_name
    table, key = quote(model._meta.db_table), quote(model._meta.pk.column)
    count = len(fields) + 1 + versioned
    places = f"({', '.join(['%s'] * count)})"
    # PostgreSQL takes the types of all lines from the first one.
    first = f"({', '.join(_typed(model, fields, versioned=versioned))})"
    names = ", ".join(f"v{number}" for number in range(count))
    begin = 1 + versioned
    sets = [f"{quote(field.column)} = new.v{begin + at}" for at, field in enumerate(fields)]
    if versioned:
        sets.append(f"version = {table}.version + 1")
    same = f" AND {table}.version = new.v1" if versioned else ""
    return (
        f"WITH new ({names}) AS (VALUES {', '.join([first, *[places] * (rows - 1)])}) "  # noqa: S608
        f"UPDATE {table} SET {', '.join(sets)} FROM new WHERE {table}.{key} = new.v0{same} "
        f"RETURNING {table}.{key}"
    )


def _typed(
    model: type[models.Model], fields: Sequence[models.Field[Any, Any]], *, versioned: bool
) -> list[str]:
    count = len(fields) + 1 + versioned
    if connection.vendor != "postgresql":
        return ["%s"] * count
    kinds = ["bigint", *(["integer"] if versioned else []), *(_kind(field) for field in fields)]
    return [f"CAST(%s AS {kind})" for kind in kinds]


def _kind(field: models.Field[Any, Any]) -> str:
    """The type of a column; a text is not cut to its length, so that one too long is an error."""
    kind = field.rel_db_type(connection) if field.primary_key else field.db_type(connection)
    return "text" if (kind or "").startswith("varchar") else str(kind)
