"""Commits that need no disk of their own: only while asked for, and the connection is as before afterwards."""

from __future__ import annotations

import pytest
from django.db import connection

from kariz.web.flushing import flushed_later


def said() -> str:
    with connection.cursor() as cursor:
        cursor.execute(
            "SHOW synchronous_commit" if connection.vendor == "postgresql" else "PRAGMA synchronous"
        )
        return str(cursor.fetchone()[0])


@pytest.mark.django_db(transaction=True)
def test_what_is_written_afterwards_is_flushed_at_once_again_even_after_a_fault():
    before = said()
    with pytest.raises(ValueError, match="lost"), flushed_later():
        assert said() in ("off", "1")
        raise ValueError("lost")
    assert said() == before


@pytest.mark.django_db
def test_within_a_transaction_nothing_changes():
    before = said()
    with flushed_later():
        assert said() == before
