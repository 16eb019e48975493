"""Short lists of what is to be followed up, or rests: they name deals that stand in full in another list."""

from __future__ import annotations

import re
from collections.abc import Collection

from kariz.localisation.text import fold

MOST = 100
"""Rows of such a list."""
_TELLS_APART = frozenset({"id", "external_id", "created_at", "closed_at"})
"""A list that says one of these is one of deals in full."""
_STEPS = frozenset({"next_step", "next_step_on"})
_NAMED = re.compile(
    r"پیگیری|یادآوری|معلق|خوابیده|راکد|مسکوت|دست نگه|اولویت|فوری|این هفته|"
    r"\b(?:follow|chase|chasing|reminders?|on hold|holding|parked|parking|dormant|paused|shelved|priority|priorities|"
    r"hot|this week|to do|todo|call list)\b"
)


def is_short(said: str, fields: Collection[str], length: int, *, rests: bool = False) -> bool:
    """Is a list of deals such a one? `said`: what its sheet is called and what stands above it; `rests`: its deals do."""
    if length > MOST or not _TELLS_APART.isdisjoint(fields):
        return False
    return rests or not _STEPS.isdisjoint(fields) or _NAMED.search(fold(said)) is not None
