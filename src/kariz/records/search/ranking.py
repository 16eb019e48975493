"""Which of the records that fit stands first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from ..models import AnyEntry, WorkEntry
from . import tokens
from .reading import Query

EXACT, BEGINS, WORDS, TITLE, ELSEWHERE, INSIDE = 120, 90, 80, 65, 55, 40
GUESSED = 60
"""How far a record stands back that fits only by another spelling."""
WORK_AFTER = 30
"""How far work stands back behind a record that fits as well: whoever types a company's name means the company, not the
hundred calls with it. What fits by its whole subject still stands before records that only have the words somewhere."""
_OWNER = f" {tokens.owner(None)}"
MINE, LATELY = 6, 14
SHORT, WHOLE = 3, 2
"""What words are worth that make up the whole of a title, and whole words: a company stands before the deals that are
named after it."""


@dataclass(frozen=True)
class Ranking:
    """For one query of one person. `lately` says how long ago (0 is the last) they opened which (kind, id)."""

    query: Query
    user_id: int
    lately: Mapping[tuple[str, int], int]
    near: Mapping[str, Sequence[str]]

    def best(self, entries: list[AnyEntry], limit: int) -> list[AnyEntry]:
        """The best first; of equals the newest."""
        found = [entry for entry in entries if self._says_some(entry)]
        return sorted(found, key=lambda entry: (-self._worth(entry), -entry.pk))[:limit]

    def _says_some(self, entry: AnyEntry) -> bool:
        """Not only by the words after the marks, which a record has in common with a thousand others."""
        said, _mark, also = entry.folded.partition(tokens.kind(entry.kind))
        return len(also) <= len(_OWNER) or any(word in said for word in self._asked)

    @cached_property
    def _asked(self) -> set[str]:
        query = self.query
        near = (word for words in self.near.values() for word in words)
        return {*query.words, *query.swapped, *query.joined, *query.whole, *near}

    def _worth(self, entry: AnyEntry) -> float:
        own = MINE if entry.owner_id == self.user_id else 0
        ago = self.lately.get((entry.kind, entry.object_id))
        after = WORK_AFTER if isinstance(entry, WorkEntry) else 0
        lately = 0 if ago is None else LATELY - min(ago, 10)
        return self._fit(entry) + own + self._share(entry) + lately - after

    def _share(self, entry: AnyEntry) -> float:
        title = entry.title_folded
        whole = all(f" {word} " in f" {title} " for word in self.query.words)
        return SHORT * min(1.0, len(self.query.start) / max(1, len(title))) + WHOLE * whole

    def _fit(self, entry: AnyEntry) -> float:
        title, text = entry.title_folded, entry.folded.replace("\n", " ")
        if title == self.query.start:
            return EXACT
        fit = fit_of(self.query.words, title, text)
        if fit:
            # With or without the space that some write a half-space for.
            begins = title.replace(" ", "").startswith(self.query.start.replace(" ", ""))
            return max(fit, BEGINS if begins else 0)
        swapped, joined = self.query.swapped, self.query.joined
        if joined and (fit := fit_of(joined, title, text)):
            return fit
        if swapped and (fit := fit_of(swapped, title, text)):
            return fit - GUESSED / 2
        return next(
            (
                worth
                for typed in (self.query.words, swapped, self.query.whole)
                if (worth := self._guessed(typed, title, text))
            ),
            0,
        )

    def _guessed(self, typed: Sequence[str], title: str, text: str) -> float:
        """How well the record holds the typed words, each as the nearest known one that it holds at all."""
        meant, far = [], float(GUESSED)
        for word in typed:
            held = [(at, one) for at, one in enumerate((word, *self.near.get(word, ()))) if one in text]
            if not held:
                return 0
            # One in the title is meant rather than a nearer one elsewhere.
            at, one = min(held, key=lambda pair: (pair[1] not in title, pair[0]))
            meant.append(one)
            far += at
        return fit_of(meant, title, text) - far if meant else 0


def fit_of(words: Sequence[str], title: str, text: str) -> int:
    """How well a record holds all of the words; 0 when it does not."""
    head = f" {title}"
    if all(f" {word}" in head for word in words):
        return WORDS
    if all(word in title for word in words):
        return TITLE
    if all(f" {word}" in text for word in words):
        return ELSEWHERE
    return INSIDE if all(word in text for word in words) else 0
