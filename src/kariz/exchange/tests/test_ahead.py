"""Reading ahead: the part before a broken one is whole."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kariz.exchange.actions.at_work.ahead import Ahead


def parts() -> Iterator[list[int]]:
    yield [1, 2]
    yield [3]
    raise ValueError("broken")


def test_parts_come_once_each_in_their_order_and_a_broken_one_only_when_it_is_asked_for():
    ahead = Ahead(parts())
    assert ahead.take() == [1, 2]
    ahead.look()
    ahead.look()
    assert ahead.take() == [3]
    ahead.look()
    with pytest.raises(ValueError, match="broken"):
        ahead.take()


def test_behind_the_last_part_there_is_none():
    ahead = Ahead(iter([[1]]))
    assert (ahead.take(), ahead.take()) == ([1], None)
