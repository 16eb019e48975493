"""Which faults have an answer of their own."""

import pytest
from django.db import DatabaseError, DataError, InterfaceError, OperationalError, connection
from psycopg import errors

from kariz.web.faults import status_of


@pytest.mark.parametrize(
    ("fault", "status"),
    [
        (OperationalError("database or disk is full"), 507),
        (OperationalError('could not extend file "base/1": No space left on device'), 507),
        (InterfaceError("the connection is closed"), 503),
        (ValueError("wrong"), None),
        (DataError("value out of range"), 400),
    ],
)
def test_a_database_that_cannot_serve_just_now_is_told_as_such(fault: Exception, status: int | None) -> None:
    assert status_of(fault) == status


@pytest.mark.parametrize(
    "text",
    ["database is locked", "attempt to write a readonly database", "unable to open database file"],
)
def test_sqlite_says_in_words_that_it_is_busy_or_cannot_be_written(text: str) -> None:
    assert status_of(OperationalError(text)) == (503 if connection.vendor == "sqlite" else None)


def test_a_server_that_is_away_is_busy_but_a_missing_table_of_sqlite_is_our_mistake() -> None:
    away = OperationalError("connection failed: server closed the connection unexpectedly")
    assert status_of(away) == (503 if connection.vendor == "postgresql" else None)
    assert status_of(OperationalError("no such table: deal")) is None


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        (errors.AdminShutdown, 503),
        (errors.DeadlockDetected, 503),
        (errors.SerializationFailure, 503),
        (errors.LockNotAvailable, 503),
        (errors.QueryCanceled, 503),
        (errors.TooManyConnections, 503),
        (errors.ReadOnlySqlTransaction, 503),
        (errors.DiskFull, 507),
        (errors.ProgramLimitExceeded, None),
        (errors.StatementTooComplex, None),
        (errors.UndefinedTable, None),
    ],
)
def test_postgresql_says_by_code_whether_it_or_our_statement_is_at_fault(
    kind: type[Exception], status: int | None
) -> None:
    wrapped = OperationalError if issubclass(kind, errors.OperationalError) else DatabaseError
    fault = wrapped("what it says does not matter")
    fault.__cause__ = kind("what it says does not matter")
    assert status_of(fault) == status
