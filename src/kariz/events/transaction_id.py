"""The number of the writing transaction, by which readers of the log wait for late commits."""

from __future__ import annotations

from typing import Any

from django.db.models import BigIntegerField, Func


class TransactionId(Func):
    """The current transaction's id on PostgreSQL; 0 on SQLite, where one writer commits at a time."""

    arity = 0
    output_field = BigIntegerField()

    def as_sql(self, compiler: Any, connection: Any, *_words: Any, **_context: Any) -> Any:
        return "0", []

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> tuple[str, list[Any]]:
        return "(pg_current_xact_id()::text::bigint)", []
