"""Faults that are nobody's mistake: a busy database, a full disk."""

from __future__ import annotations

import errno

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.db import OperationalError

_BUSY = (
    "database is locked",
    "database table is locked",
    "canceling statement due to lock timeout",
    "deadlock detected",
)
_FULL = ("database or disk is full", "No space left on device", "could not extend file")


def status_of(error: BaseException) -> int | None:
    """503 (busy), 507 (disk full), 413 (too large), or None when the error is something else."""
    text = str(error)
    if isinstance(error, OperationalError):
        if any(sign in text for sign in _BUSY):
            return 503
        if any(sign in text for sign in _FULL):
            return 507
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return 507
    if isinstance(error, (RequestDataTooBig, TooManyFieldsSent)):
        return 413
    return None
