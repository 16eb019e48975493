"""Freed memory is handed back, so that hours after an import nobody pays for it."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest

from kariz.jobs import memory


@pytest.mark.skipif(not memory.CAN_GIVE_BACK, reason="the C library cannot do it")
def test_dara_imports_a_large_list_and_its_memory_is_free_for_others_afterwards() -> None:
    held = [b"x" * 100_000 for _ in range(600)]
    kept = held[::50]
    # Every fiftieth stays: what lies between is free, but not at the end of the heap.
    del held
    gc.collect()
    before = resident()

    memory.give_back()

    assert len(kept) == 12
    assert resident() < before - 30_000


def resident() -> int:
    """Kilobytes of this process that are in memory."""
    status = Path("/proc/self/status").read_text()
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS"))
