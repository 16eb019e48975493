"""A hundred thousand rows through the real actions, by the running program, and how its pages fare meanwhile.

KARIZ_BENCH_IMPORT=20000 measures fewer; KARIZ_BENCH_DATABASES=SQLite one database.
"""

from __future__ import annotations

import os
from pathlib import Path

from scripts.postgres import PostgresMissing, throwaway_cluster
from tests.bench.bench_pages import DATABASES, measured
from tests.bench.table import Figure, table

ROWS = os.environ.get("KARIZ_BENCH_IMPORT", "100000")


def test_how_fast_a_file_comes_in(tmp_path: Path) -> None:
    found: dict[str, list[Figure]] = {}
    if "SQLite" in DATABASES:
        found["SQLite"] = measured("tests.bench.busy", [ROWS], tmp_path / "sqlite")
    if "PostgreSQL" in DATABASES:
        try:
            with throwaway_cluster() as url:
                found["PostgreSQL"] = measured(
                    "tests.bench.busy", [ROWS], tmp_path / "postgresql", DATABASE_URL=url
                )
        except PostgresMissing as missing:
            print(f"\nleft out: {missing}")
    print("\n\nrows of the file in the heading; pages in milliseconds p50 / p95 (times asked)\n")
    print(table(found))
    assert all(found.values())
