"""A plugin of pytest: each worker of pytest-xdist on a PostgreSQL server of its own (`-p scripts.own_server`).

Readers of the log wait for the oldest transaction of the whole server, whichever database it is of: on a server that two
workers share, one's slow test would hold up what the other's test waits to see.
"""

from __future__ import annotations

import os

SERVERS = "KARIZ_TEST_SERVERS"
"""The DATABASE_URLs of the servers, apart by spaces; where it is not set, DATABASE_URL stays as it is."""


def _take() -> None:
    urls = os.environ.get(SERVERS, "").split()
    worker = os.environ.get("PYTEST_XDIST_WORKER", "").removeprefix("gw")
    if urls and worker.isdigit():
        os.environ["DATABASE_URL"] = urls[int(worker) % len(urls)]


# When it is imported: pytest-django reads the settings before any hook of ours is called.
_take()
