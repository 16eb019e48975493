"""`python -m tests.bench.measure SIZE…`: measure the database that the environment names; each figure a line of JSON."""

from __future__ import annotations

import gc
import json
import os
import sys
import traceback
from collections.abc import Callable
from typing import Any

import django


def main(sizes: list[int]) -> None:
    """From the smallest to the largest, on one database that grows."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kariz.config.settings")
    django.setup()
    from kariz.config import installation
    from tests.bench import load

    installation.migrate()
    firm = load.found()
    for size in sorted(sizes):
        made, rate = load.fill(firm, size)
        if made:
            tell(size, "load, deals/s", rate)
        gather_statistics()
        _pages(firm, size)
        _whole(firm, size)


def _pages(firm: Any, size: int) -> None:
    from tests.bench import pages, tables

    # As `kariz serve` does before its first request: what is loaded stays, and is not gone through again and again.
    gc.collect()
    gc.freeze()
    for name, timing in pages.measure(firm):
        tell(size, name, timing.p95, p50=timing.p50, queries=timing.queries)
    for name, timing in tables.measure(firm):
        tell(size, name, timing.p95, p50=timing.p50, queries=timing.queries)
    if size >= tables.MANY:
        for name, rate in tables.bulk(firm):
            tell(size, name, rate)


def _whole(firm: Any, size: int) -> None:
    from tests.bench import imports, server

    served = _tried(size, "server", lambda: server.measure(f"/board/{firm.pipeline.pk}/", cookie_of(firm)))
    if served:
        tell(size, "start, s", served.start_seconds)
        tell(size, "board pages/s", served.pages_a_second)
        tell(size, "memory, MB", served.memory_mb)
    rate = _tried(size, "import", lambda: imports.rate(firm))
    if rate:
        tell(size, "import, rows/s", rate)


def cookie_of(firm: Any) -> str:
    from django.conf import settings
    from django.test import Client

    client = Client()
    client.force_login(firm.boss)
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


def _tried(size: int, name: str, call: Callable[[], Any]) -> Any:
    """One part that fails leaves the others their figures."""
    try:
        return call()
    except Exception as error:
        traceback.print_exc()
        tell(size, f"{name} failed: {error}"[:100], 0)
        return None


def gather_statistics() -> None:
    """PostgreSQL does both in the background within a minute of so many new rows; here at once, so that every run
    starts alike and no run has it beside it."""
    from django.db import connection

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM (ANALYZE)")


def tell(size: int, what: str, value: float, **more: float) -> None:
    print(json.dumps({"size": size, "what": what, "value": value, **more}), flush=True)


if __name__ == "__main__":
    main([int(word) for word in sys.argv[1:]])
