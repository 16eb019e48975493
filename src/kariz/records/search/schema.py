"""The text indexes over the entries, which the ORM cannot describe; each table of entries has its own.

SQLite: two FTS5 tables over the same rows, one of trigrams (any part of a word of three letters or more) and one of
words with indexed prefixes (words of one or two letters), kept by triggers. PostgreSQL: a trigram index, and an index
of words whose prefix queries serve the short ones.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from time import sleep
from typing import Any

from django.db import Error, connection, transaction

from ..models import AnyEntry


@dataclass(frozen=True, slots=True)
class Indexes:
    """The table of entries, its text indexes on either database, and the one of owners, which PostgreSQL alone has."""

    table: str
    trigrams: str
    words: str
    owners: str


RECORDS = Indexes(
    "records_searchentry", "records_search_trigrams", "records_search_words", "records_search_owners"
)
WORK = Indexes("records_workentry", "records_work_trigrams", "records_work_words", "records_work_owners")
TRIGRAMS, WORDS = RECORDS.trigrams, RECORDS.words
_OF = {one.table: one for one in (RECORDS, WORK)}


def of(entries: type[AnyEntry]) -> Indexes:
    return _OF[entries._meta.db_table]


def _fts(table: str, name: str, options: str) -> list[str]:
    add = f"INSERT INTO {name}(rowid, folded) VALUES (new.id, new.folded);"
    drop = f"INSERT INTO {name}({name}, rowid, folded) VALUES ('delete', old.id, old.folded);"
    return [
        f"CREATE VIRTUAL TABLE {name} USING fts5(folded, content='{table}', content_rowid='id', {options})",
        f"CREATE TRIGGER {name}_added AFTER INSERT ON {table} BEGIN {add} END",
        f"CREATE TRIGGER {name}_removed AFTER DELETE ON {table} BEGIN {drop} END",
        f"CREATE TRIGGER {name}_changed AFTER UPDATE OF folded ON {table} "
        f"WHEN old.folded IS NOT new.folded BEGIN {drop} {add} END",
    ]


def _sqlite(on: Indexes) -> list[str]:
    return [
        *_fts(on.table, on.trigrams, "tokenize='trigram case_sensitive 1'"),
        *_fts(on.table, on.words, "tokenize='unicode61 remove_diacritics 0', prefix='1 2', detail='none'"),
    ]


def _postgresql(on: Indexes) -> list[str]:
    return [
        "CREATE EXTENSION IF NOT EXISTS pg_trgm",
        f"CREATE INDEX {on.trigrams} ON {on.table} USING gin (folded gin_trgm_ops)",
        f"CREATE INDEX {on.words} ON {on.table} USING gin (to_tsvector('simple', folded))",
        # Not for SQLite, which would go through an owner's entries and ask the text index for each.
        f"CREATE INDEX {on.owners} ON {on.table} (owner_id, id)",
    ]


PENDING, PENDING_OF_MANY = 256, 4_096
"""kB of new entries that PostgreSQL keeps beside each text index before it sorts them in. Every search goes through
them; sorting many in at once costs half as much."""
MOMENT, PAUSE, TRIES = 100, 0.5, 40
"""Milliseconds for which an index is waited for; seconds between two tries; how many at the end of a run."""
LOCKED = "55P03"
_TEXT_INDEXES = [name for one in (RECORDS, WORK) for name in (one.trigrams, one.words)]

logger = logging.getLogger("kariz.records")


@contextmanager
def many_entries() -> Iterator[None]:
    """For a run that adds entries by the thousand, outside any transaction. A run that is killed leaves the long lists
    to the one that goes on with its work, which shortens them at its end."""
    if connection.vendor != "postgresql":
        yield
        return
    _let_wait(PENDING_OF_MANY)
    try:
        yield
    finally:
        _let_wait(PENDING, tries=TRIES)


def _let_wait(size: int, tries: int = 1) -> None:
    busy: list[str] = list(_TEXT_INDEXES)
    for at in range(tries):
        if at:
            sleep(PAUSE)
        busy = [name for name in busy if not _is_set(name, size)]
        if not busy:
            return


def _is_set(name: str, size: int) -> bool:
    """False where the index is in use for longer than a moment: until then nobody else could search."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL lock_timeout = {MOMENT}")
            cursor.execute(f"ALTER INDEX {name} SET (gin_pending_list_limit = {size})")
        if size == PENDING:
            with connection.cursor() as cursor:
                cursor.execute("SELECT gin_clean_pending_list(%s::regclass)", [name])
    except Error as error:
        if getattr(error.__cause__, "sqlstate", "") == LOCKED:
            return False
        # Only the owner of a table may: another one's import takes a little longer.
        logger.info("The text indexes stay as they are", exc_info=True)
    return True


def create(apps: Any, schema_editor: Any, on: Indexes = RECORDS) -> None:
    of_vendor = _sqlite if schema_editor.connection.vendor == "sqlite" else _postgresql
    for statement in of_vendor(on):
        schema_editor.execute(statement, params=None)


def drop(apps: Any, schema_editor: Any, on: Indexes = RECORDS) -> None:
    texts = (on.trigrams, on.words)
    if schema_editor.connection.vendor == "sqlite":
        names = [f"TRIGGER {name}_{event}" for name in texts for event in ("added", "removed", "changed")]
        names += [f"TABLE {name}" for name in texts]
    else:
        # An older installation has no index of owners.
        names = [f"INDEX IF EXISTS {name}" for name in (*texts, on.owners)]
    for name in names:
        schema_editor.execute(f"DROP {name}", params=None)


def shorten(schema_editor: Any, on: Indexes) -> None:
    """What was written lately waits in a list that every search goes through: a short one, on PostgreSQL."""
    if schema_editor.connection.vendor == "postgresql":
        for name in (on.trigrams, on.words):
            schema_editor.execute(f"ALTER INDEX {name} SET (gin_pending_list_limit = {PENDING})")
