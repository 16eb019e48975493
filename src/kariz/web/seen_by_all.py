"""Rows that PostgreSQL knows to be seen by everybody: what it counts of them it counts by an index alone.

It learns that when it next goes over the table by itself, a minute or more after an import wrote thousands of rows: until
then every page that counts them looks each of them up, three times as long.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection, models

ROWS = 5_000
"""After so many it is told: that takes some milliseconds, and so long the others take no more than one or two."""


class SeenByAll:
    """For a run that writes rows of these models by the thousand."""

    def __init__(self, *written: type[models.Model]) -> None:
        self._tables = [model._meta.db_table for model in written]
        self._rows = 0

    def add(self, rows: int) -> None:
        """So many rows more, which are committed."""
        self._rows += rows
        if self._rows >= ROWS:
            self._rows = 0
            tell(self._tables)


def tell(tables: Sequence[str]) -> None:
    """Go over what is new in the tables, beside all who read and write. Does nothing inside a transaction, where the new
    rows are seen by nobody else, nor where the tables are of somebody else."""
    if connection.vendor != "postgresql" or connection.in_atomic_block:
        return
    names = ", ".join(map(connection.ops.quote_name, tables))
    with connection.cursor() as cursor:
        cursor.execute(f"VACUUM (SKIP_LOCKED, INDEX_CLEANUP OFF, TRUNCATE OFF) {names}")
