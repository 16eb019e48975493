"""Rows of a run are counted by an index alone as soon as they are there."""

from __future__ import annotations

import pytest
from django.db import connection, transaction

from kariz.web import bulk
from kariz.web.models import IdempotencyKey
from kariz.web.seen_by_all import ROWS, SeenByAll

FEW = 500


def _known() -> int:
    """Pages of the table of which PostgreSQL knows that everybody sees all their rows."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relallvisible FROM pg_class WHERE relname = %s", [IdempotencyKey._meta.db_table]
        )
        return int(cursor.fetchone()[0])


def _write(word: str) -> None:
    bulk.insert(
        [
            IdempotencyKey(actor_id=number, key=f"{word} {number}", request_hash="", body=b"")
            for number in range(FEW)
        ]
    )


@pytest.mark.django_db(transaction=True)
def test_what_a_run_has_written_is_known_to_be_seen_by_everybody():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite counts by an index alone whatever it knows")
    seen = SeenByAll(IdempotencyKey)
    with connection.cursor() as cursor:
        # Only what is on the disk is seen by everybody for good.
        cursor.execute("SET synchronous_commit = on")
    _write("first")
    seen.add(FEW)
    assert _known() == 0
    seen.add(ROWS - FEW)
    assert _known() > 0


@pytest.mark.django_db
def test_within_a_transaction_it_waits_for_another_time():
    with transaction.atomic():
        _write("within")
        SeenByAll(IdempotencyKey).add(ROWS)
    assert IdempotencyKey.objects.count() == FEW
