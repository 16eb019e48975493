"""`python -m tests.bench.busy ROWS`: an import of so many rows by the running program, and its pages meanwhile."""

from __future__ import annotations

import http.client
import os
import sys
import time
from typing import Any

import django

DEALS = 10_000
PAUSE = 0.1
IDLE = 50


def main(rows: int) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kariz.config.settings")
    django.setup()
    from kariz.config import installation
    from tests.bench import load, server
    from tests.bench.measure import cookie_of, gather_statistics, tell

    installation.migrate()
    firm = load.found()
    load.fill(firm, DEALS)
    gather_statistics()
    cookie, port = cookie_of(firm), server.free_port()
    begun = time.perf_counter()
    with server.running(port) as pid:
        server.wait(port, begun)
        asked = _Asked(port, f"/board/{firm.pipeline.pk}/", cookie)
        for _page in range(IDLE):
            asked.once()
        tell(rows, "board, nothing else", asked.p95, p50=asked.p50, queries=IDLE)
        asked.forget()
        one = _start(firm, rows)
        begun, most = time.perf_counter(), 0.0
        while not _ended(one):
            asked.once()
            if asked.count % 20 == 0:
                most = max(most, server.memory(pid) / 1024)
        tell(rows, "import, rows/s", rows / (time.perf_counter() - begun))
        tell(rows, "board meanwhile", asked.p95, p50=asked.p50, queries=asked.count)
        tell(rows, "memory at most, MB", most)


class _Asked:
    """One page, asked for again and again over one connection; how long it took, in milliseconds."""

    def __init__(self, port: int, address: str, cookie: str) -> None:
        self._port, self._address, self._cookie = port, address, cookie
        self._link = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self._spent: list[float] = []

    def once(self) -> None:
        from tests.bench.server import get

        begun = time.perf_counter()
        get(self._link, self._address, self._cookie)
        self._spent.append((time.perf_counter() - begun) * 1000)
        time.sleep(PAUSE)

    def forget(self) -> None:
        self._spent.clear()

    @property
    def count(self) -> int:
        return len(self._spent)

    @property
    def p50(self) -> float:
        return self._quantile(0.5)

    @property
    def p95(self) -> float:
        return self._quantile(0.95)

    def _quantile(self, part: float) -> float:
        from tests.bench.clock import quantile

        return quantile(self._spent, part)


def _start(firm: Any, rows: int) -> int:
    from django.core.files.base import ContentFile

    from kariz.exchange.actions.setup import imports
    from tests.bench import imports as files

    one = imports.upload(file=ContentFile(files.content(firm.rng, rows), name="bench.csv"), by=firm.boss)
    return int(imports.start(one=one, by=firm.boss).pk)


def _ended(pk: int) -> bool:
    from kariz.exchange.models import Import

    one = Import.objects.get(pk=pk)
    if one.phase == Import.Phase.FAILED:
        raise RuntimeError(f"the import failed: {one.error}")
    return bool(one.phase == Import.Phase.DONE)


if __name__ == "__main__":
    main(int(sys.argv[1]))
