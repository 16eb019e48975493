"""The next part of a file, read while the part before it is still being written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Generic, TypeVar

Part = TypeVar("Part")


class Ahead(Generic[Part]):
    """What stops the reading of a part is raised when that part is asked for: the one before it is whole."""

    def __init__(self, parts: Iterator[Part]) -> None:
        self._parts = parts
        self._read: list[Part | Exception | None] = []

    def look(self) -> None:
        """Read the next part now."""
        if not self._read:
            try:
                self._read.append(next(self._parts, None))
            except Exception as error:
                self._read.append(error)

    def take(self) -> Part | None:
        """The next part, or None behind the last."""
        self.look()
        found = self._read.pop()
        if isinstance(found, Exception):
            raise found
        return found
