"""How fast the search is at a hundred thousand people, on SQLite and on PostgreSQL, by kind of query.

KARIZ_BENCH_SEARCH=20000 measures fewer; KARIZ_BENCH_DATABASES=SQLite one database.
"""

from __future__ import annotations

import os
from pathlib import Path

from scripts.postgres import PostgresMissing, throwaway_cluster
from tests.bench.bench_pages import DATABASES, measured
from tests.bench.table import Figure, table

SIZE = os.environ.get("KARIZ_BENCH_SEARCH", "100000")


def test_how_fast_the_search_is(tmp_path: Path) -> None:
    found: dict[str, list[Figure]] = {}
    if "SQLite" in DATABASES:
        found["SQLite"] = measured("tests.bench.search", [SIZE], tmp_path / "sqlite")
    if "PostgreSQL" in DATABASES:
        try:
            with throwaway_cluster() as url:
                found["PostgreSQL"] = measured(
                    "tests.bench.search", [SIZE], tmp_path / "postgresql", DATABASE_URL=url
                )
        except PostgresMissing as missing:
            print(f"\nleft out: {missing}")
    print("\n\nmilliseconds of a search p50 / p95 (queries); contacts in the heading\n")
    print(table(found))
    assert all(found.values())
