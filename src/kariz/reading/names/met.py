"""Who came in earlier rows of a file, so that one person becomes one record and two colleagues two."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from kariz.reading.names.names import namesake, who_is

POINT = "point"
"""The first part of a key that colleagues may share: a number or an address."""
FAMILY = "family"
"""The first part of a key that all of one family name in one company share."""
MOST = 60
"""Different people under one key that are compared; a number that a whole list has tells nobody apart."""


Seen = tuple[str, int]
_HOW = {POINT: who_is, FAMILY: namesake}


class Met:
    """Rows by their keys (tuples); of several people under one number, the one who may be called so."""

    def __init__(self) -> None:
        # Nearly every key has one row: a list is made for the second alone, so that a large file stays small here.
        self._found: dict[Any, Seen | list[Seen]] = {}

    def find(self, keys: Iterable[Any], name: str = "") -> int | None:
        """The number of the row that brought the same record."""
        for key in keys:
            found = self._found.get(key)
            if found is None:
                continue
            seen = found if isinstance(found, list) else [found]
            number = _HOW[key[0]](name, seen) if key[0] in _HOW else seen[0][1]
            if number is not None:
                return number
        return None

    def add(self, keys: Iterable[Any], number: int, name: str = "") -> None:
        """`number` is the row that made the record, also of a row that only names it. What is known already stays."""
        seen = (name, number)
        for key in keys:
            known = self._found.setdefault(key, seen)
            if isinstance(known, list):
                if len(known) < MOST and seen not in known:
                    known.append(seen)
            elif known != seen:
                self._found[key] = [known, seen]
