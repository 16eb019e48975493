"""The text indexes over SearchEntry, which the ORM cannot describe.

SQLite: two FTS5 tables over the same rows, one of trigrams (any part of a word of three letters or more) and one of
words with indexed prefixes (words of one or two letters), kept by triggers. PostgreSQL: a trigram index, and an index
of words whose prefix queries serve the short ones.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from time import sleep
from typing import Any

from django.db import Error, connection, transaction

TABLE = "records_searchentry"
TRIGRAMS = "records_search_trigrams"
WORDS = "records_search_words"


def _fts(name: str, options: str) -> list[str]:
    add = f"INSERT INTO {name}(rowid, folded) VALUES (new.id, new.folded);"
    drop = f"INSERT INTO {name}({name}, rowid, folded) VALUES ('delete', old.id, old.folded);"
    return [
        f"CREATE VIRTUAL TABLE {name} USING fts5(folded, content='{TABLE}', content_rowid='id', {options})",
        f"CREATE TRIGGER {name}_added AFTER INSERT ON {TABLE} BEGIN {add} END",
        f"CREATE TRIGGER {name}_removed AFTER DELETE ON {TABLE} BEGIN {drop} END",
        f"CREATE TRIGGER {name}_changed AFTER UPDATE OF folded ON {TABLE} "
        f"WHEN old.folded IS NOT new.folded BEGIN {drop} {add} END",
    ]


SQLITE = [
    *_fts(TRIGRAMS, "tokenize='trigram case_sensitive 1'"),
    *_fts(WORDS, "tokenize='unicode61 remove_diacritics 0', prefix='1 2', detail='none'"),
]
POSTGRESQL = [
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    f"CREATE INDEX records_search_trigrams ON {TABLE} USING gin (folded gin_trgm_ops)",
    f"CREATE INDEX records_search_words ON {TABLE} USING gin (to_tsvector('simple', folded))",
    # Not for SQLite, which would go through an owner's entries and ask the text index for each.
    f"CREATE INDEX records_search_owners ON {TABLE} (owner_id, id)",
]


PENDING, PENDING_OF_MANY = 256, 4_096
"""kB of new entries that PostgreSQL keeps beside each text index before it sorts them in. Every search goes through
them; sorting many in at once costs half as much."""
MOMENT, PAUSE, TRIES = 100, 0.5, 40
"""Milliseconds for which an index is waited for; seconds between two tries; how many at the end of a run."""
LOCKED = "55P03"
_TEXT_INDEXES = ("records_search_trigrams", "records_search_words")

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


def create(apps: Any, schema_editor: Any) -> None:
    statements = SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL
    for statement in statements:
        schema_editor.execute(statement, params=None)


def drop(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "sqlite":
        names = [
            f"TRIGGER {name}_{event}"
            for name in (TRIGRAMS, WORDS)
            for event in ("added", "removed", "changed")
        ]
        names += [f"TABLE {TRIGRAMS}", f"TABLE {WORDS}"]
    else:
        # An older installation has no index of owners.
        names = [f"INDEX IF EXISTS records_search_{name}" for name in ("trigrams", "words", "owners")]
    for name in names:
        schema_editor.execute(f"DROP {name}", params=None)
