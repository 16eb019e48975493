"""How long a thing takes, many times over."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

WARM = 4
TIMES = 40


@dataclass
class Timing:
    """Milliseconds on the server, and the queries of one call."""

    p50: float
    p95: float
    queries: int


def timed(call: Callable[[int], Any], times: int = TIMES, warm: int = WARM) -> Timing:
    """Call `call(number)` again and again; the first calls only warm up, and one counts the queries."""
    for number in range(warm):
        call(number)
    with CaptureQueriesContext(connection) as seen:
        call(warm)
    queries = len(seen.captured_queries)
    spent = []
    for number in range(warm + 1, warm + 1 + times):
        begun = time.perf_counter()
        call(number)
        spent.append((time.perf_counter() - begun) * 1000)
    return Timing(quantile(spent, 0.5), quantile(spent, 0.95), queries)


def quantile(values: Sequence[float], part: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * part))]
