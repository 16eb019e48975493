"""`make bench`: a search for duplicates through 100,000 contacts takes less than two minutes, in bounded memory.

KARIZ_BENCH_CONTACTS=10000 measures fewer; KARIZ_BENCH_DATABASES=SQLite one database.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from scripts.postgres import PostgresMissing, throwaway_cluster

ROOT = Path(__file__).resolve().parents[2]
CONTACTS = int(os.environ.get("KARIZ_BENCH_CONTACTS", "100000"))
DATABASES = os.environ.get("KARIZ_BENCH_DATABASES", "SQLite,PostgreSQL").split(",")
MOST_SECONDS = 120
MOST_MEGABYTES = 150
"""More than before the search began."""


def test_a_night_is_long_enough(tmp_path: Path) -> None:
    found: dict[str, dict[str, Any]] = {}
    if "SQLite" in DATABASES:
        found["SQLite"] = _measured(tmp_path / "sqlite")
    if "PostgreSQL" in DATABASES:
        try:
            with throwaway_cluster() as url:
                found["PostgreSQL"] = _measured(tmp_path / "postgresql", DATABASE_URL=url)
        except PostgresMissing as missing:
            print(f"\nleft out: {missing}")
    for name, figures in found.items():
        print(f"\n{name}: {figures}")
        assert figures["contact_seconds"] < MOST_SECONDS
        assert figures["megabytes_most"] - figures["megabytes_before"] < MOST_MEGABYTES


def _measured(data: Path, **environment: str) -> dict[str, Any]:
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    command = [sys.executable, "-m", "tests.bench.duplicates", str(CONTACTS), str(CONTACTS // 5)]
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**kept, "KARIZ_DATA": str(data), **environment},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    figures: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return figures
