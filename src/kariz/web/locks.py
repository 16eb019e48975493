"""Locks between processes that the database keeps until the transaction ends."""

from __future__ import annotations

from zlib import crc32

from django.db import connection


def one_at_a_time(name: str) -> None:
    """Wait until no other transaction holds `name`. SQLite has one writer at a time anyway."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(%s, %s)", [crc32(b"kariz") - 2**31, crc32(name.encode()) - 2**31]
        )
