"""Django's SQLite backend, with a fair queue of writers and WAL where the library is sound."""

from __future__ import annotations

import logging
from functools import cache, lru_cache
from typing import Any

from kariz.config.sqlite import SAFE_WAL  # before Django's backend: it chooses the library
from kariz.config.sqlite.turns import Turns, TurnTimeout, turns_of

from django.db.backends.sqlite3 import base  # isort: skip

from kariz.config.sqlite.schema import DatabaseSchemaEditor  # isort: skip

Database: Any = vars(base)["Database"]
logger = logging.getLogger("kariz.database")

TURN_SECONDS = 20.0
BUSY = "database is locked"
_WRITING = frozenset(
    {
        "BEGIN",
        "INSERT",
        "UPDATE",
        "DELETE",
        "REPLACE",
        "CREATE",
        "ALTER",
        "DROP",
        "VACUUM",
        "REINDEX",
        "ANALYZE",
    }
)


class Connection(Database.Connection):
    """A connection that holds its turn from the first write of a transaction to its end."""

    turns: Turns | None = None
    seconds = TURN_SECONDS
    has_turn = False

    def before(self, statement: str) -> None:
        """Take a turn if the statement writes (or begins to). Raises OperationalError after `seconds`."""
        if self.turns is None or self.has_turn or first_word(statement) not in _WRITING:
            return
        try:
            self.turns.take(self.seconds)
        except TurnTimeout:
            raise Database.OperationalError(BUSY) from None
        self.has_turn = True

    def after(self) -> None:
        """Give the turn up unless a transaction is still open."""
        if self.has_turn and self.turns is not None and not self.in_transaction:
            self.has_turn = False
            self.turns.give()

    def commit(self) -> None:
        try:
            super().commit()
        finally:
            self.after()

    def rollback(self) -> None:
        try:
            super().rollback()
        finally:
            self.after()

    def close(self) -> None:
        super().close()
        if self.has_turn and self.turns is not None:
            self.has_turn = False
            self.turns.give()


class Cursor(base.SQLiteCursorWrapper):
    def convert_query(self, query: str, *, param_names: Any = None) -> Any:
        # Statements of many rows are long, and come again and again.
        if param_names is None and len(query) > LONG:
            return _converted(query)
        return super().convert_query(query, param_names=param_names)

    def execute(self, query: str, params: Any = None) -> Any:
        link: Any = self.connection
        link.before(query)
        try:
            return super().execute(query, params)
        finally:
            link.after()

    def executemany(self, query: str, param_list: Any) -> Any:
        link: Any = self.connection
        link.before(query)
        try:
            return super().executemany(query, param_list)
        finally:
            link.after()


class DatabaseFeatures(base.DatabaseFeatures):  # type: ignore[name-defined]
    # Django still counts on the 999 of old libraries; every one since 3.32 takes 32,766, so that 500 rows are one
    # statement instead of twenty.
    max_query_params = 32_000


class DatabaseWrapper(base.DatabaseWrapper):
    features_class = DatabaseFeatures
    SchemaEditorClass = DatabaseSchemaEditor

    def get_connection_params(self) -> dict[str, Any]:
        return {**super().get_connection_params(), "factory": Connection}

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        link = super().get_new_connection(conn_params)
        if not self.is_in_memory_db():
            link.turns = turns_of(str(self.settings_dict["NAME"]))
            link.seconds = float(conn_params.get("timeout", TURN_SECONDS))
            link.execute(f"PRAGMA journal_mode={journal_mode()}")
        return link

    def create_cursor(self, name: str | None = None) -> Any:
        return self.connection.cursor(factory=Cursor)


LONG = 2_000


@lru_cache(maxsize=64)
def _converted(query: str) -> str:
    return query.replace("%s", "?").replace("%%", "%")


@cache
def journal_mode() -> str:
    """WAL, or the rollback journal where the library could corrupt a WAL database (said once)."""
    if Database.sqlite_version_info >= SAFE_WAL:
        return "WAL"
    logger.warning(
        "SQLite %s can corrupt a WAL database, so the rollback journal is used. Newer than %s is faster.",
        Database.sqlite_version,
        ".".join(map(str, SAFE_WAL)),
    )
    return "DELETE"


def first_word(statement: str) -> str:
    return statement[:64].split(None, 1)[0].upper() if statement and not statement.isspace() else ""
