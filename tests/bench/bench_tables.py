"""How fast the tables are at size, on SQLite and on PostgreSQL: pages, orders, groups, custom fields, bulk changes.

KARIZ_BENCH_TABLES=20000 measures fewer rows; KARIZ_BENCH_DATABASES=SQLite one database. Times are those of the clock, on
a machine that does nothing else.
"""

from __future__ import annotations

import os
from pathlib import Path

from scripts.postgres import PostgresMissing, throwaway_cluster
from tests.bench.bench_pages import DATABASES, measured
from tests.bench.table import Figure, table

SIZE = os.environ.get("KARIZ_BENCH_TABLES", "100000")


def test_how_fast_the_tables_are(tmp_path: Path) -> None:
    found: dict[str, list[Figure]] = {}
    if "SQLite" in DATABASES:
        found["SQLite"] = measured("tests.bench.tables_at_size", [SIZE], tmp_path / "sqlite")
    if "PostgreSQL" in DATABASES:
        try:
            with throwaway_cluster() as url:
                found["PostgreSQL"] = measured(
                    "tests.bench.tables_at_size", [SIZE], tmp_path / "postgresql", DATABASE_URL=url
                )
        except PostgresMissing as missing:
            print(f"\nleft out: {missing}")
    print(
        "\n\nmilliseconds of a table p50 / p95 (queries); contacts, companies and deals each in the heading\n"
    )
    print(table(found))
    assert all(found.values())
