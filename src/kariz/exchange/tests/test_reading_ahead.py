"""The next rows are read while the last are written, and what is known is found by its index."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kariz.exchange.actions import judging
from kariz.exchange.rules.rows import RowReader


def test_rows_are_read_beside_the_writing_and_without_a_question_to_the_database(
    sara: Any, pipeline: Any, bring: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, seen = RowReader.read, []

    def read(self: RowReader, number: int, cells: Any) -> Any:
        draft = real(self, number, cells)
        # Each thread has a connection of its own, which is opened by its first question.
        seen.append((threading.current_thread().name.split("_")[0], connection.connection is None))
        return draft

    monkeypatch.setattr(RowReader, "read", read)
    one = bring("title,amount\nPump,10\nPipe,x\n", sara)
    assert (one.created_count, one.refused_count) == (1, 1), one.error
    assert set(seen) == {("kariz-reader", True)}


def test_what_is_wrong_with_a_file_is_told_after_the_rows_before_it() -> None:
    def parts() -> Iterator[Any]:
        yield ["first"]
        raise ValueError("torn")

    found = judging.ahead(parts())
    assert next(found) == ["first"]
    with pytest.raises(ValueError, match="torn"):
        next(found)


@pytest.mark.django_db
def test_rows_of_earlier_imports_are_found_by_their_index() -> None:
    with CaptureQueriesContext(connection) as asked:
        judging.known_fingerprints(["a", "b"])
    if connection.vendor == "sqlite":
        marks = asked[0]["sql"].replace("('a', 'b')", "(?, ?)")
        with connection.cursor() as cursor:
            plan = cursor.execute(f"EXPLAIN QUERY PLAN {marks}", ["a", "b"]).fetchall()
        assert "import_row_known" in str(plan)
