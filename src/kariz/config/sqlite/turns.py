"""Turns to write: first come, first served, across the threads of a process and fairly between processes.

SQLite has one writer. Left to its own retries a writer can starve for seconds; a queue gives each its turn.
Threads queue in the process; its first then queues for the file. Between processes two locks are a turnstile:
who waits for the database already holds the way in, so that no process passes it twice.
"""

from __future__ import annotations

import fcntl
import os
import threading
import time
from collections import deque


class TurnTimeout(Exception):
    """Nobody let go of the database in time."""


class Turns:
    """The queue before one database file. `path` is a file beside it, made on first use."""

    def __init__(self, path: str) -> None:
        self._path = path
        self.reset()

    def reset(self) -> None:
        """Forget who waits: a forked child starts with an empty queue and files of its own."""
        for handle in getattr(self, "_handles", ()):
            os.close(handle)
        self._handles: tuple[int, ...] = ()
        self._guard = threading.Lock()
        self._busy = False
        self._waiting: deque[threading.Event] = deque()

    def take(self, seconds: float) -> None:
        """Wait for the turn. Raises TurnTimeout after `seconds`."""
        deadline = time.monotonic() + seconds
        self._take_thread(deadline)
        try:
            self._take_file(deadline)
        except BaseException:
            self._give_thread()
            raise

    def give(self) -> None:
        """End the turn: the next in line goes on."""
        fcntl.flock(self._handles[1], fcntl.LOCK_UN)
        self._give_thread()

    def _take_thread(self, deadline: float) -> None:
        with self._guard:
            if not self._busy:
                self._busy = True
                return
            mine = threading.Event()
            self._waiting.append(mine)
        if mine.wait(max(0.0, deadline - time.monotonic())):
            return
        with self._guard:
            if not mine.is_set():
                self._waiting.remove(mine)
                raise TurnTimeout
        # The turn came in the very moment of giving up.

    def _give_thread(self) -> None:
        with self._guard:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._busy = False

    def _take_file(self, deadline: float) -> None:
        if not self._handles:
            self._handles = (_open(self._path, "queue"), _open(self._path, "turn"))
        entrance, turn = self._handles
        _lock(entrance, deadline)
        try:
            _lock(turn, deadline)
        finally:
            fcntl.flock(entrance, fcntl.LOCK_UN)


def _open(path: str, part: str) -> int:
    return os.open(f"{path}-{part}", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)


def _lock(handle: int, deadline: float) -> None:
    pause = 0.0002
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            if time.monotonic() >= deadline:
                raise TurnTimeout from None
            time.sleep(pause)
            pause = min(pause * 1.5, 0.004)


_known: dict[str, Turns] = {}
_known_guard = threading.Lock()


def turns_of(database: str) -> Turns:
    """The one queue of this process for a database file."""
    path = os.path.realpath(database)
    with _known_guard:
        return _known.setdefault(path, Turns(path))


def _after_fork() -> None:
    global _known_guard
    _known_guard = threading.Lock()
    for turns in _known.values():
        turns.reset()


os.register_at_fork(after_in_child=_after_fork)
