"""The loop that runs the claimers: when kicked, when they say they have work, and every minute."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

from django.db import DatabaseError, close_old_connections, connections

from kariz.jobs import claimers, kicks

logger = logging.getLogger("kariz.jobs")

LOOK_EVERY = 1.0
ALL_EVERY = 60.0


class Runner:
    """Any number of these may run, in any process, on any machine: the database decides who gets what."""

    def __init__(self, *, look_every: float = LOOK_EVERY, all_every: float = ALL_EVERY) -> None:
        self.stopping = threading.Event()
        self._look_every = look_every
        self._all_every = all_every
        self._next_round = 0.0

    def stop(self) -> None:
        """End after the claimer that runs now."""
        self.stopping.set()

    def run(self, *, while_: Callable[[], bool] = lambda: True) -> None:
        """Until `stop` or while `while_()`. A locked or unreachable database is waited for."""
        try:
            while while_() and not self.stopping.is_set():
                self._look()
                self.stopping.wait(self._look_every)
        finally:
            connections.close_all()

    def step(self) -> None:
        """Do what is to be done now."""
        for name in self._due():
            if self.stopping.is_set():
                return
            claimers.run(name)

    def _look(self) -> None:
        close_old_connections()
        try:
            self.step()
        except DatabaseError as error:
            logger.warning("The database does not answer (%s); the work waits", error)
            for connection in connections.all(initialized_only=True):
                connection.close_if_unusable_or_obsolete()

    def _due(self) -> list[str]:
        kicked = kicks.take()
        if time.monotonic() >= self._next_round:
            self._next_round = time.monotonic() + self._all_every
            return claimers.names()
        return list(dict.fromkeys([*kicked, *claimers.pending()]))
