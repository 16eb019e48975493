"""By which door a change came in (page, api, cli, import, automation, system) and in which batch."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

BULK = "bulk-"
"""One change of many records at once: their events carry this and a mark of their own."""

JOIN = "join-"
"""All that was a name's became somebody's: the same."""


@dataclass(frozen=True, slots=True)
class Origin:
    via: str = "system"
    batch: str = ""


_NOWHERE = Origin()
_current: ContextVar[Origin] = ContextVar("origin", default=_NOWHERE)


def current() -> Origin:
    return _current.get()


@contextmanager
def origin(*, via: str | None = None, batch: str | None = None) -> Iterator[Origin]:
    """Name the door and batch of every event written inside the block; what is left out is inherited."""
    before = _current.get()
    now = Origin(via=before.via if via is None else via, batch=before.batch if batch is None else batch)
    token = _current.set(now)
    try:
        yield now
    finally:
        _current.reset(token)
