"""The numbers that databases give new rows: none is given twice, for events, imports and other systems know records by
theirs long after a record is gone."""

from __future__ import annotations

from typing import Any


def last_given(cursor: Any, link: Any, table: str, column: str = "id") -> int:
    """The last number that was given in the table, 0 for none or where it gives no numbers."""
    if link.vendor == "postgresql":
        name = _sequence(cursor, link, table, column)
        if name is None:
            return 0
        cursor.execute(f"SELECT last_value FROM {name} WHERE is_called")  # noqa: S608 as PostgreSQL quotes it
    else:
        cursor.execute("SELECT 1 FROM sqlite_master WHERE name = 'sqlite_sequence'")
        if cursor.fetchone() is None:
            return 0
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
    found = cursor.fetchone()
    return int(found[0]) if found else 0


def never_again(cursor: Any, link: Any, table: str, number: int, column: str = "id") -> None:
    """Let the table give only numbers above this one from now on."""
    if number <= last_given(cursor, link, table, column):
        return
    if link.vendor == "postgresql":
        if (name := _sequence(cursor, link, table, column)) is not None:
            cursor.execute("SELECT setval(%s, %s)", [name, number])
        return
    # SQLite keeps no row for a table that is new or was empty when it was made again.
    cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
    cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, number])


def _sequence(cursor: Any, link: Any, table: str, column: str) -> str | None:
    cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [link.ops.quote_name(table), column])
    found: str | None = cursor.fetchone()[0]
    return found
