"""Memory that long work has freed, handed back to the system while it goes on."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable


def _found() -> Callable[[int], int] | None:
    """`malloc_trim` of the GNU C library; other libraries have none."""
    if sys.platform != "linux":
        return None
    try:
        return ctypes.CDLL(None).malloc_trim
    except (OSError, AttributeError):
        return None


_trim = _found()
CAN_GIVE_BACK = _trim is not None


def give_back() -> None:
    """Hand what is free in the heap to the system, which the C library does by itself only at the heap's end.

    An import that learns the names of a large file needs tens of megabytes for a second, and kept them for hours.
    A few milliseconds.
    """
    if _trim is not None:
        _trim(0)
