"""How soon a commit must be on the disk."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DatabaseError, connection

_LATER = {
    # The log of 40 MB instead of 24 before it is worked into the file: most of its pages are written again by then.
    "sqlite": ("PRAGMA synchronous=NORMAL", "PRAGMA wal_autocheckpoint=10000"),
    "postgresql": ("SET synchronous_commit = off",),
}
_AT_ONCE = {
    "sqlite": ("PRAGMA synchronous=FULL", "PRAGMA wal_autocheckpoint=6000"),
    "postgresql": ("RESET synchronous_commit",),
}


@contextmanager
def flushed_later() -> Iterator[None]:
    """For work that goes on by itself from what it finds done: what a power cut takes of it is done again.

    Commits stay whole and in order, and whatever anybody else commits flushes them too. The caller's last word that all
    is done is committed outside. Does nothing inside a transaction, where it would come too late.
    """
    if connection.in_atomic_block:
        yield
        return
    _say(_LATER)
    try:
        yield
    finally:
        if connection.connection is not None and not connection.in_atomic_block:
            try:
                _say(_AT_ONCE)
            except DatabaseError:
                # What went wrong before is what the caller must hear; a new connection flushes at once by itself.
                connection.close()


def _say(words: dict[str, tuple[str, ...]]) -> None:
    with connection.cursor() as cursor:
        for statement in words.get(connection.vendor, ()):
            cursor.execute(statement)
