"""Transactions of an import stay short on slow machines and grow on fast ones."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kariz.exchange.actions.at_work import pace


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [0.0]
    monkeypatch.setattr(pace.time, "monotonic", lambda: now[0])
    return now


def test_quick_rows_come_in_larger_parts_up_to_what_actions_take(clock: list[float]) -> None:
    ours = pace.Pace()
    for _part in range(4):
        with ours.measured(ours.size()):
            clock[0] += ours.size() * 0.0001
    assert ours.size() == pace.MOST


def test_slow_rows_come_in_parts_that_take_no_longer_than_they_should(clock: list[float]) -> None:
    ours = pace.Pace()
    with ours.measured(ours.size()):
        clock[0] += ours.size() * 0.003
    assert ours.size() * 0.003 <= pace.SECONDS


@given(st.lists(st.floats(0, 1000), max_size=20))
def test_a_part_always_has_some_rows_and_never_too_many(spent: list[float]) -> None:
    ours = pace.Pace()
    for seconds in spent:
        with pytest.MonkeyPatch.context() as patch:
            times = iter([0.0, seconds])
            patch.setattr(pace.time, "monotonic", lambda: next(times))  # noqa: B023
            with ours.measured(ours.size()):
                pass
        assert pace.FEWEST <= ours.size() <= pace.MOST
