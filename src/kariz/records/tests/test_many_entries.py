"""While an import runs, PostgreSQL sorts new search entries in many at once."""

from __future__ import annotations

import threading
import time

import pytest
from django.db import connection, connections, transaction
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


@pytest.mark.django_db(transaction=True)
def test_sara_searches_while_a_run_waits_for_somebody_who_reads_for_long() -> None:
    reads, is_done = threading.Event(), threading.Event()

    def read_for_long() -> None:
        with transaction.atomic():
            SearchEntry.objects.filter(folded__contains="kaveh").exists()
            reads.set()
            is_done.wait(30)
        connections.close_all()

    def end_soon() -> None:
        time.sleep(1)
        is_done.set()

    reader, ender = threading.Thread(target=read_for_long), threading.Thread(target=end_soon)
    reader.start()
    assert reads.wait(10)
    begun = time.monotonic()
    with schema.many_entries():
        assert not SearchEntry.objects.filter(folded__contains="kaveh").exists()
        assert time.monotonic() - begun < 1
        ender.start()
    assert _limits() == {"gin_pending_list_limit=256"}
    reader.join()
    ender.join()
