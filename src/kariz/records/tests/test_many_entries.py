"""While an import runs, PostgreSQL sorts new search entries in many at once."""

from __future__ import annotations

import pytest
from django.db import connection
from django.utils import timezone

from kariz.records.models import SearchEntry
from kariz.records.search import schema

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite keeps no such list"),
]


def _limits() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT unnest(reloptions) FROM pg_class"
            " WHERE relname IN ('records_search_trigrams', 'records_search_words')"
        )
        return {option for (option,) in cursor.fetchall()}


def test_the_lists_are_long_during_a_run_and_short_behind_it() -> None:
    with schema.many_entries():
        assert _limits() == {"gin_pending_list_limit=4096"}
    assert _limits() == {"gin_pending_list_limit=256"}


def test_they_are_short_again_when_the_run_stumbles() -> None:
    with pytest.raises(RuntimeError, match="stumbles"), schema.many_entries():
        raise RuntimeError("stumbles")
    assert _limits() == {"gin_pending_list_limit=256"}


def test_what_still_waits_there_is_found() -> None:
    with schema.many_entries():
        SearchEntry.objects.create(
            kind="company",
            object_id=1,
            title="کاوه",
            title_folded="کاوه",
            folded=" کاوه",
            updated_at=timezone.now(),
        )
        assert SearchEntry.objects.filter(folded__contains="کاوه").exists()
    assert SearchEntry.objects.filter(folded__contains="کاوه").exists()
