"""How many rows one transaction takes: large ones are faster, and whoever else writes waits for their end."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

SECONDS = 0.4
"""What a transaction should take."""
FEWEST, FIRST, MOST = 100, 200, 500
"""Rows; actions take 500 at most. With fewer the questions that every part asks would cost more than its rows."""


class Pace:
    """Learns from each part how large the next may be."""

    def __init__(self) -> None:
        self._rows = FIRST

    def size(self) -> int:
        return self._rows

    @contextmanager
    def measured(self, rows: int) -> Iterator[None]:
        """Around the transaction of a part with so many rows."""
        begun = time.monotonic()
        yield
        spent = max(time.monotonic() - begun, 0.001)
        # Never more than twice as many: one quick part says little.
        self._rows = max(FEWEST, min(MOST, 2 * self._rows, int(rows * SECONDS / spent)))
