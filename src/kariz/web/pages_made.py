"""Pages that are being made, as the background work of the same machine sees them.

`kariz serve` forks its processes from one that has this module loaded: the few bytes below are memory of all of them. An
import asks here before it takes a second processor: on a small machine the page would wait for it.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from mmap import mmap
from threading import Lock

from django.http import HttpRequest, HttpResponse

_until = memoryview(mmap(-1, 8)).cast("d")
"""When the page that was asked for last is surely done, on the clock of the machine; in the past when it is."""
LONGEST = 0.25
"""Seconds after which nobody makes way for a page any more: it may have ended with its process."""
LOOK = 0.002
"""Seconds between two looks whether it is done."""


class PagesMade:
    """Notes while a page is made that only reads. Who writes may wait for what an import holds, which then must go on."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response
        self._guard, self._count = Lock(), 0

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            return self._get_response(request)
        self._add(1)
        try:
            return self._get_response(request)
        finally:
            self._add(-1)

    def _add(self, count: int) -> None:
        with self._guard:
            self._count += count
            _until[0] = time.monotonic() + LONGEST if self._count else 0.0


def is_one_made() -> bool:
    """Is a page being made, here or in another process of this installation?"""
    return _until[0] > time.monotonic()


class Way:
    """Making way for pages: never longer than what was done since the last time."""

    def __init__(self) -> None:
        self._since = time.monotonic()

    def make(self, in_the_way: Callable[[], bool]) -> None:
        """Wait while a page is made that the caller is in the way of."""
        if not (is_one_made() and in_the_way()):
            return
        begun = time.monotonic()
        end = begun + min(LONGEST, begun - self._since)
        while time.monotonic() < end and is_one_made() and in_the_way():
            time.sleep(LOOK)
        self._since = time.monotonic()
