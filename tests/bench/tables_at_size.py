"""`python -m tests.bench.tables_at_size SIZE`: the tables of the database that the environment names, as JSON lines."""

from __future__ import annotations

import gc
import os
import sys
import time
from collections.abc import Iterator
from typing import Any

import django

ASKED = {
    "sorted by company": "/contacts/?view=all&sort=company",
    "sorted by owner": "/contacts/?view=all&sort=-owner",
    "custom number, filtered": "/contacts/?custom.budget__gte=99000",
    "custom number, half of all": "/contacts/?custom.budget__gte=50000",
    "custom text, filtered": "/contacts/?custom.nickname__contains=راد",
    "sorted by custom number": "/contacts/?view=all&sort=-custom.budget",
    "custom choice, sorted by another": "/contacts/?custom.sector=oil&sort=-custom.budget",
    "grouped by custom choice": "/contacts/?group=custom.sector",
}


def main(size: int) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kariz.config.settings")
    django.setup()
    from kariz.config import installation
    from tests.bench import load, many_rows
    from tests.bench.measure import gather_statistics, tell

    installation.migrate()
    firm = load.found()
    many_rows.fill(firm, size)
    gather_statistics()
    gc.collect()
    gc.freeze()
    for what, timing in _pages(firm):
        tell(size, what, timing.p95, p50=timing.p50, queries=timing.queries)
    for what, value in _bulk(firm):
        tell(size, what, value)


def _pages(firm: Any) -> Iterator[tuple[str, Any]]:
    from django.test import Client

    from tests.bench import tables
    from tests.bench.clock import timed

    yield from tables.measure(firm)
    client = Client(SERVER_NAME="127.0.0.1", HTTP_HX_REQUEST="true")
    client.force_login(firm.boss)
    for what, address in ASKED.items():
        yield what, timed(lambda _n, a=address: tables._good(client.get(a)), times=20)


def _bulk(firm: Any) -> Iterator[tuple[str, float]]:
    from kariz.records.actions import bulk_changes
    from kariz.records.models import BulkChange
    from tests.bench import tables

    yield from tables.bulk(firm)
    # The last first: what lies in the bin cannot be reopened.
    for one in BulkChange.objects.order_by("-id"):
        begun = time.perf_counter()
        bulk_changes.take_back(change=one, by=firm.boss)
        bulk_changes.work_all()
        done = BulkChange.objects.get(pk=one.pk).undone_count
        yield f"{one.action} of {one.kind} taken back, rows/s", done / (time.perf_counter() - begun)


if __name__ == "__main__":
    main(int(sys.argv[1]))
