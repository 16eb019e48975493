"""Django's changes of the schema on SQLite, without giving numbers of rows twice."""

from __future__ import annotations

from typing import Any

from django.db.backends.sqlite3 import schema

from kariz.web.numbering import last_given, never_again


class DatabaseSchemaEditor(schema.DatabaseSchemaEditor):
    def _remake_table(self, model: Any, *given: Any, **named: Any) -> Any:
        """SQLite changes a column by making the table again, which then knows only of the rows that are left: a number
        of one that is gone would be given to another, with all that is told of the first."""
        if self.collect_sql:
            return super()._remake_table(model, *given, **named)  # type: ignore[misc]
        table = model._meta.db_table
        with self.connection.cursor() as cursor:
            last = last_given(cursor, self.connection, table)
        done = super()._remake_table(model, *given, **named)  # type: ignore[misc]
        with self.connection.cursor() as cursor:
            never_again(cursor, self.connection, table, last)
        return done
