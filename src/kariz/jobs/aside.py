"""Notes that may come late: who leaves one does not wait for the database."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import Generic, TypeVar

from django.db import connections

logger = logging.getLogger("kariz.jobs")
K = TypeVar("K")
V = TypeVar("V")


class Aside(Generic[K, V]):
    """`put(key, value)` returns at once; a thread that lives as long as there is something to write calls
    `write({key: value})`. Of two values for one key the later counts. What a dying process had not written is lost.
    """

    def __init__(self, write: Callable[[dict[K, V]], None]) -> None:
        self._write = write
        self._waiting: dict[K, V] = {}
        self._thread: threading.Thread | None = None
        self._guard = threading.Lock()

    def put(self, key: K, value: V) -> None:
        with self._guard:
            self._waiting[key] = value
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._run, name="kariz-aside", daemon=True)
                self._thread.start()

    def wait(self) -> None:
        """Until everything that was put is written."""
        thread = self._thread
        if thread is not None:
            thread.join()

    def _run(self) -> None:
        while batch := self._take():
            try:
                self._write(batch)
            except Exception as error:
                # Whatever it was: the next note is another one, and nobody waits for this thread to tell it.
                logger.warning("A note was not written: %s: %s", type(error).__name__, error)
            finally:
                connections.close_all()

    def _take(self) -> dict[K, V]:
        """What waits; once nothing does, the thread ends."""
        with self._guard:
            batch, self._waiting = self._waiting, {}
            if not batch:
                self._thread = None
            return batch
