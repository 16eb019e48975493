"""The statements by which many rows go into their table; `link` is the connection, `cursor` one of it, Django's
or the driver's own."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from operator import itemgetter
from typing import Any

from django.db import models

PARAMETERS = 30_000
"""In one statement: SQLite takes 32,766, PostgreSQL 65,535."""
ENOUGH_TO_COPY = 20
"""Rows, on PostgreSQL: with fewer the second question costs more than it saves."""

Lines = Sequence[tuple[Any, ...]]


def many(lines: Lines) -> bool:
    """So many rows that drawing their ids beforehand pays?"""
    return len(lines) >= ENOUGH_TO_COPY


def send(
    cursor: Any,
    link: Any,
    model: type[models.Model],
    fields: Sequence[Any],
    lines: Lines,
    answer: Sequence[Any] = (),
) -> list[tuple[Any, ...]]:
    """For each row what the database gave the fields of `answer`, of which the first is the id."""
    if link.vendor == "postgresql" and not answer and many(lines):
        _copy(cursor, link, model, fields, lines)
        return []
    asked = f" RETURNING {_names(link, answer)}" if answer else ""
    place = f"({', '.join(['%s'] * len(fields))})"
    size = max(1, PARAMETERS // len(fields))
    written: list[tuple[Any, ...]] = []
    for start in range(0, len(lines), size):
        chunk = lines[start : start + size]
        places = ", ".join([place] * len(chunk))
        cursor.execute(
            # Names of our own tables and columns only; values are parameters.
            f"INSERT INTO {_table(link, model)} ({_names(link, fields)}) VALUES {places}{asked}",  # noqa: S608
            list(chain.from_iterable(chunk)),
        )
        if answer:
            # Both databases number the rows of one statement in their order.
            written += sorted(cursor.fetchall(), key=itemgetter(0))
    return written


def _copy(cursor: Any, link: Any, model: type[models.Model], fields: Sequence[Any], lines: Lines) -> None:
    """PostgreSQL's own way for many rows, several times as fast."""
    # What the driver raises becomes Django's error, as it does of every other statement.
    with (
        link.wrap_database_errors,
        cursor.copy(f"COPY {_table(link, model)} ({_names(link, fields)}) FROM STDIN") as copy,
    ):
        for line in lines:
            copy.write_row(line)


def draw(cursor: Any, link: Any, model: type[models.Model], count: int) -> list[int]:
    """Ids for so many rows that this transaction will insert."""
    table = model._meta.db_table
    key: Any = model._meta.pk
    if link.vendor == "postgresql":
        # The sequence is looked up once, not for each number.
        cursor.execute(
            "SELECT nextval(own.name) FROM (SELECT pg_get_serial_sequence(%s, %s)::regclass AS name OFFSET 0) AS own,"
            " generate_series(1, %s)",
            [_table(link, model), key.column, count],
        )
        return [number for (number,) in cursor.fetchall()]
    # Whoever writes to SQLite writes alone until the transaction ends.
    cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
    last = cursor.fetchone()
    first = (last[0] if last else 0) + 1
    return list(range(first, first + count))


def _table(link: Any, model: type[models.Model]) -> str:
    return str(link.ops.quote_name(model._meta.db_table))


def _names(link: Any, fields: Sequence[Any]) -> str:
    return ", ".join(link.ops.quote_name(field.column) for field in fields)
