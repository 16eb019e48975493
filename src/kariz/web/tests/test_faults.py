"""Which faults have an answer of their own."""

import pytest
from django.db import InterfaceError, OperationalError, connection

from kariz.web.faults import status_of


@pytest.mark.parametrize(
    ("fault", "status"),
    [
        (OperationalError("database is locked"), 503),
        (OperationalError("database or disk is full"), 507),
        (OperationalError('could not extend file "base/1": No space left on device'), 507),
        (InterfaceError("the connection is closed"), 503),
        (ValueError("wrong"), None),
    ],
)
def test_a_database_that_cannot_serve_just_now_is_told_as_such(fault: Exception, status: int | None) -> None:
    assert status_of(fault) == status


def test_a_server_that_restarts_is_busy_but_a_missing_table_of_sqlite_is_our_mistake() -> None:
    restarting = OperationalError("terminating connection due to administrator command")
    assert status_of(restarting) == (503 if connection.vendor == "postgresql" else None)
    assert status_of(OperationalError("no such table: deal")) == (
        503 if connection.vendor == "postgresql" else None
    )
