"""Faults with an answer of their own: a busy database, a full disk, a number or letter that no database holds."""

from __future__ import annotations

import errno

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.db import DatabaseError, DataError, InterfaceError, OperationalError, connection
from django.http.multipartparser import MultiPartParserError

_BUSY = (
    "database is locked",
    "database table is locked",
    "attempt to write a readonly database",
    "unable to open database file",
)
_FULL = ("database or disk is full", "No space left on device", "could not extend file")
_AWAY = ("connect", "server closed", "consuming input failed")
"""What the driver says by itself when PostgreSQL is away: nothing that came from the server has a code then."""
_CANNOT_NOW = ("08", "25006", "28", "40", "53", "55006", "55P03", "57", "58")
"""How the codes of PostgreSQL begin that say "not now": no connection, read-only, rolled back, out of something, in
use, locked, shut down, a drive that fails. All others are about the statement."""

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
    if isinstance(error, DatabaseError | InterfaceError) and (status := _of_database(error, text)):
        return status
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


def _of_database(error: DatabaseError | InterfaceError, text: str) -> int | None:
    """507 when the disk is full, 503 when the database cannot serve just now, None when we asked wrongly."""
    code = getattr(error.__cause__, "sqlstate", None) or getattr(error, "sqlstate", None) or ""
    if code == "53100" or (isinstance(error, OperationalError) and any(sign in text for sign in _FULL)):
        return 507
    if code:
        return 503 if code.startswith(_CANNOT_NOW) else None
    if isinstance(error, InterfaceError):
        return 503 if "clos" in text else None
    signs = _AWAY if connection.vendor == "postgresql" else _BUSY
    return 503 if isinstance(error, OperationalError) and any(sign in text for sign in signs) else None
