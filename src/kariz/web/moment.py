"""Reading the database as of one moment while others write."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction


@contextmanager
def one_moment() -> Iterator[None]:
    """Every read inside sees the database as it was at the first, and stops no writer. In a transaction of the caller
    it is that one's moment."""
    if connection.in_atomic_block:
        yield
        return
    if connection.vendor == "postgresql":
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
        return
    with connection.cursor() as cursor:
        link: Any = cursor.connection
        link.execute("BEGIN DEFERRED")  # on the bare connection: a reader takes no turn to write
    try:
        yield
    finally:
        link.rollback()
