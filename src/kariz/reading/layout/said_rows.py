"""What a person says of rows of a table by their numbers: that they name its columns, or are records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kariz.reading.rows.settings import NAMES, SKIP, TAKE

FOUND = "found_names"
"""Under which the layout keeps where the names of the columns were found, while a person says another row of them."""


@dataclass(frozen=True, slots=True)
class SaidRows:
    names: frozenset[int] = frozenset()
    """They name the columns anew: what stands below is read by them."""
    records: frozenset[int] = frozenset()
    left: frozenset[int] = frozenset()

    def begins(self, first: int, numbers: Iterable[int]) -> int:
        """Which of those that name the columns takes the place of the names that were found, above row `first`: one
        above it, or one above which no row of the list comes; 0 without one. `numbers`: those of the rows of the list."""
        if not self.names:
            return 0
        begin = min(self.names)
        if begin < first:
            return begin
        for number in numbers:
            if number >= begin:
                return begin
            if number not in self.left:
                return 0
        return 0


NOTHING_SAID = SaidRows()


def said_rows(rows: Mapping[str, str]) -> SaidRows:
    """`rows`: {number: what is said of it}, as options of an import have them."""
    said = {
        how: frozenset(int(row) for row, one in rows.items() if one == how) for how in (NAMES, TAKE, SKIP)
    }
    return SaidRows(said[NAMES], said[TAKE], said[SKIP])
