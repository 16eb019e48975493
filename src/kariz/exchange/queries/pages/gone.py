"""Rows of a list that do not come because their deals lie in the bin."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_noop

from kariz.reading.rows.drafts import Draft

NUMBER = "external_id"
IN_BIN = gettext_noop(
    "This is in the bin. Restore it there, or tick the row where the file is checked and bring it as a new record."
)


def is_binned(notes: Iterable[Mapping[str, Any]]) -> bool:
    """Do the notes of a row say so?"""
    return any(note.get("msgid") == [IN_BIN] for note in notes)


@dataclass(frozen=True, slots=True)
class Gone:
    """Rows of a list of deals whose deals lie in the bin: by what they say, and by their numbers."""

    marks: frozenset[str] = frozenset()
    keys: frozenset[str] = frozenset()
    taken: frozenset[int] = frozenset()
    """Rows that a person takes all the same."""

    def has(self, draft: Draft) -> bool:
        if draft.number in self.taken or "product" in draft.values:
            return False
        return draft.fingerprint in self.marks or draft.values.get(NUMBER, "") in self.keys
