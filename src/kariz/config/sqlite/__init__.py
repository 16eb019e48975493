"""SQLite with the newest library at hand, WAL where that is safe, and one fair queue of writers."""

from __future__ import annotations

import sqlite3 as _system
import sys

SAFE_WAL = (3, 51, 3)
"""Before this release a WAL reset could corrupt the database."""


def use_newest_library() -> None:
    """Let everything that imports `sqlite3` from now on get the wheel, when there is one and it is newer."""
    try:
        import pysqlite3
        from pysqlite3 import dbapi2
    except ImportError:
        return
    if pysqlite3.sqlite_version_info > _system.sqlite_version_info:
        sys.modules["sqlite3"] = pysqlite3
        sys.modules["sqlite3.dbapi2"] = dbapi2


use_newest_library()
