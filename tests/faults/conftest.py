from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts.postgres import Cluster, PostgresMissing, cluster
from tests.faults.running import Kariz


@pytest.fixture(scope="session")
def postgres() -> Iterator[Cluster]:
    try:
        with cluster(durable=True) as found:
            yield found
    except PostgresMissing as missing:
        pytest.skip(str(missing))


@pytest.fixture(params=["SQLite", "PostgreSQL"])
def kariz(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Kariz]:
    """An installation without data on each database; its processes end with the trial."""
    one = Kariz(tmp_path / "kariz")
    one.folder.mkdir()
    if request.param == "PostgreSQL":
        found: Cluster = request.getfixturevalue("postgres")
        found.empty()
        one.database_url = found.url
    yield one
    one.stop()
