"""Rows that an earlier import brought are known again, however many there are."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kariz.exchange.actions.at_work import judging


@pytest.mark.django_db
def test_rows_of_earlier_imports_are_found_by_their_index() -> None:
    with CaptureQueriesContext(connection) as asked:
        judging.known_fingerprints(["a", "b"])
    if connection.vendor == "sqlite":
        marks = asked[0]["sql"].replace("('a', 'b')", "(?, ?)")
        with connection.cursor() as cursor:
            plan = cursor.execute(f"EXPLAIN QUERY PLAN {marks}", ["a", "b"]).fetchall()
        assert "import_row_known" in str(plan)
