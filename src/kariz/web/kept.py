"""Pieces of markup that were drawn once and are the same for everybody who asks with the same key."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from typing import Any

LARGEST = 3_000_000
"""Characters kept in one process."""


class Kept:
    """A bounded store by key; what came first goes first. Safe in threads."""

    def __init__(self, largest: int = LARGEST) -> None:
        self._largest = largest
        self._found: dict[Hashable, tuple[Any, int]] = {}
        self._size = 0
        self._guard = threading.Lock()

    def get(self, key: Hashable) -> Any:
        """What was put under the key, or None."""
        found = self._found.get(key)
        return found[0] if found else None

    def put(self, key: Hashable, value: Any, size: int) -> None:
        """Keep `value`, of `size` characters, until newer ones need its place."""
        if size > self._largest:
            return
        with self._guard:
            if key in self._found:
                return
            while self._found and self._size + size > self._largest:
                _value, freed = self._found.pop(next(iter(self._found)))
                self._size -= freed
            self._found[key] = (value, size)
            self._size += size

    def clear(self) -> None:
        with self._guard:
            self._found.clear()
            self._size = 0


pieces = Kept()


def piece(key: Hashable, draw: Callable[[], str]) -> str:
    """The markup under the key, drawn when it is asked for the first time."""
    found: str | None = pieces.get(key)
    if found is None:
        found = draw()
        pieces.put(key, found, len(found))
    return found
