"""SQLite below KARIZ_DATA, or whatever DATABASE_URL names."""

from __future__ import annotations

from typing import Any

import dj_database_url

from kariz.config.environment import Environment

POSTGRESQL = "-c jit=off -c random_page_cost=1.1 -c lock_timeout=10s"
"""No query here is so long that compiling it pays, and pages are read from memory or a drive without arms. Who waits
long for a lock is told that the database is busy; who waits behind another that waits for the same row waits twice."""


def databases(environment: Environment) -> dict[str, Any]:
    if environment.database_url:
        found: dict[str, Any] = dict(dj_database_url.parse(environment.database_url, conn_max_age=600))
        if "sqlite" not in str(found["ENGINE"]):
            found["CONN_HEALTH_CHECKS"] = True
            options = found.setdefault("OPTIONS", {})
            options.setdefault("options", POSTGRESQL)
            # From the third time on the server keeps the plan of a query of `kariz.web.prepared`.
            options.setdefault("prepare_threshold", 2)
            return {"default": found}
        return {"default": _sqlite(found["NAME"])}
    return {"default": _sqlite(str(environment.data / "kariz.sqlite3"))}


def _sqlite(name: str) -> dict[str, Any]:
    return {
        "ENGINE": "kariz.config.sqlite",
        "NAME": name,
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            # Each thread that serves pages keeps its own cache, which the next commit of anybody makes void; 16 MB read no
            # page sooner than four.
            # Pages are moved from the log into the file every 24 MB: with the usual four a large import moves the same
            # pages again and again, and each of its transactions waits for that.
            "init_command": "PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA cache_size=-4000; "
            "PRAGMA wal_autocheckpoint=6000;",
        },
    }
