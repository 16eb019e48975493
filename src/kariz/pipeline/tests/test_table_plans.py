"""What tables of a hundred thousand records sum and sort is asked of an index: SQLite's own word for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from kariz.access.models import User
from kariz.records.tables import table_of
from kariz.records.tables.sheet import Sheet, page_of, parts_of

pytestmark = pytest.mark.skipif(
    connection.vendor != "sqlite", reason="PostgreSQL decides by the sizes of tables"
)


@pytest.mark.parametrize(
    ("plural", "query", "read", "index"),
    [
        ("deals", "group=owner", parts_of, "COVERING INDEX deal_owner"),
        ("companies", "group=owner", parts_of, "COVERING INDEX company_by_owner"),
        ("contacts", "group=owner", parts_of, "INDEX contact_live_owner"),
        # Where no index serves, rows are gone through as they came in.
        ("contacts", "sort=owner", page_of, "INDEX contact_live_fit"),
        ("contacts", "sort=name", page_of, "INDEX contact_live_name_key"),
    ],
)
def test_groups_and_orders_are_read_from_the_index_that_is_quickest(
    admin: User, plural: str, query: str, read: Callable[[Sheet], Any], index: str
) -> None:
    with CaptureQueriesContext(connection) as asked:
        read(Sheet.of(table_of(plural), admin, QueryDict(query)))
    rows = f'FROM "{table_of(plural).model._meta.db_table}"'
    first = next(one["sql"] for one in asked if rows in one["sql"] and "ORDER BY" in one["sql"])
    with connection.cursor() as cursor:
        plan = cursor.execute(f"EXPLAIN QUERY PLAN {first}").fetchall()
    assert index in str(plan)
