"""Is set-up still open? Asked on every page, so the answer "no" is kept once it is true."""

from __future__ import annotations

from kariz.access.models import User

_closed = False


def is_open() -> bool:
    """True while the installation has no user."""
    global _closed
    if not _closed:
        _closed = User.objects.exists()
    return not _closed


def forget() -> None:
    """Look afresh, for a database that was emptied or replaced."""
    global _closed
    _closed = False
