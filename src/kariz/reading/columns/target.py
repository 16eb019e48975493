"""One thing that a column can hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from kariz.localisation.text import squash


@dataclass(frozen=True, slots=True)
class Target:
    """`longest` is the most characters the record can hold. `words` are headers, split by "|"."""

    name: str
    label: Any
    words: str
    longest: int = 0
    kinds: str = "deals contacts companies"

    @property
    def keys(self) -> frozenset[str]:
        return frozenset(squash(word) for word in self.words.split("|") if word)
