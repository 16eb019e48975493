"""`make bench`: the same measurements on SQLite and on PostgreSQL, as one table.

KARIZ_BENCH_SIZES=1000,10000 measures fewer deals; KARIZ_BENCH_DATABASES=SQLite one database.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from scripts.postgres import PostgresMissing, throwaway_cluster
from tests.bench.table import Figure, table

ROOT = Path(__file__).resolve().parents[2]
SIZES = os.environ.get("KARIZ_BENCH_SIZES", "1000,10000,100000").split(",")
DATABASES = os.environ.get("KARIZ_BENCH_DATABASES", "SQLite,PostgreSQL").split(",")


def test_how_fast_kariz_is(tmp_path: Path) -> None:
    found: dict[str, list[Figure]] = {}
    if "SQLite" in DATABASES:
        found["SQLite"] = measured("tests.bench.measure", SIZES, tmp_path / "sqlite")
    if "PostgreSQL" in DATABASES:
        try:
            with throwaway_cluster() as url:
                found["PostgreSQL"] = measured(
                    "tests.bench.measure", SIZES, tmp_path / "postgresql", DATABASE_URL=url
                )
        except PostgresMissing as missing:
            print(f"\nleft out: {missing}")
    print("\n\nmilliseconds on the server p50 / p95 (queries); open deals in the heading\n")
    print(table(found))
    assert all(found.values())


def measured(module: str, arguments: list[str], data: Path, **environment: str) -> list[Figure]:
    """The figures that a program of its own prints, on a database of its own."""
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    command = [sys.executable, "-m", module, *arguments]
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env={**kept, "KARIZ_DATA": str(data), **environment},
        stdout=subprocess.PIPE,
        text=True,
    )
    figures: list[Figure] = []
    with process:
        for line in process.stdout or ():
            print(line, end="", flush=True)
            figures.append(json.loads(line))
    assert process.returncode == 0
    return figures
