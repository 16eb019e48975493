"""Faults with an answer of their own: a busy database, a full disk, a number or letter that no database holds."""

from __future__ import annotations

import errno

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.db import DataError, InterfaceError, OperationalError, connection
from django.http.multipartparser import MultiPartParserError

_BUSY = (
    "database is locked",
    "database table is locked",
    "canceling statement due to lock timeout",
    "deadlock detected",
)
_FULL = ("database or disk is full", "No space left on device", "could not extend file")

_NONE = (
    "out of range",
    "NUL (0x00)",
    "unsupported Unicode escape sequence",
    "invalid input syntax for type json",
    "timestamp too small",
    "timestamp too large",
)
"""Numbers, letters and moments that PostgreSQL cannot keep, or Python not read back."""


def status_of(error: BaseException) -> int | None:
    """503 (busy), 507 (disk full), 413 (too large), 400 (no such number or letter), or None when it is something else."""
    text = str(error)
    if isinstance(error, OperationalError):
        if any(sign in text for sign in _FULL):
            return 507
        if any(sign in text for sign in _BUSY) or connection.vendor == "postgresql":
            # Of PostgreSQL every such error says that it cannot serve just now: it restarts, or has no place left.
            return 503
    if isinstance(error, InterfaceError) and "clos" in text:
        return 503
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return 507
    if isinstance(error, OverflowError | MultiPartParserError):
        return 400
    # By name too: what is read back is the driver's own error, not Django's.
    is_data = isinstance(error, DataError) or type(error).__name__ == "DataError"
    if is_data and any(sign in text for sign in _NONE):
        return 400
    if isinstance(error, UnicodeEncodeError) and "surrogates" in error.reason:
        return 400
    if isinstance(error, (RequestDataTooBig, TooManyFieldsSent)):
        return 413
    return None
