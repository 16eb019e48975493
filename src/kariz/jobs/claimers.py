"""Claimers: functions that take up the due rows of their own area until none is left."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass

from django.db import close_old_connections

logger = logging.getLogger("kariz.jobs")

Claim = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Claimer:
    """`pending` is a cheap read (one indexed query): has `claim` something to do right now?"""

    name: str
    claim: Claim
    pending: Callable[[], bool] | None = None


_claimers: dict[str, Claimer] = {}


def register(name: str, claim: Claim, *, pending: Callable[[], bool] | None = None) -> None:
    """Let the runner call `claim` when it is woken by `wake(name)` and every minute.

    With `pending` it is also asked every second, so that what many actions leave behind needs no wake-up.
    """
    _claimers[name] = Claimer(name, claim, pending)


def names() -> list[str]:
    return list(_claimers)


def pending() -> list[str]:
    """The claimers that say they have work."""
    return [name for name, claimer in _claimers.items() if claimer.pending is not None and claimer.pending()]


def run(name: str) -> bool:
    """Run one claimer; a fault is logged and the next minute tries again. True when it went through."""
    claimer = _claimers.get(name)
    if claimer is None:
        logger.warning("No claimer named %r", name)
        return True
    try:
        claimer.claim()
    except Exception:
        logger.exception("The work %r failed; it is tried again within a minute", name)
        close_old_connections()
        return False
    return True
