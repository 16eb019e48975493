"""Writing behind: new rows of `kariz.web.bulk` are sent to the database by a thread of their own, in their order and in
the transaction that is open, while the caller works out the next ones.

Nothing else changes for whoever writes or reads: ids are drawn beforehand, and every other statement waits until all
that was written before it is there. What goes wrong is raised there, or at the end.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import closing, contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, models

from kariz.web import insertion
from kariz.web.pages_made import Way

HANDOVER = 0.0005
"""Seconds after which one thread lets the other have its turn: with the usual five milliseconds the database would wait
for the next statement longer than it takes for one."""
RARELY = (100_000, 10, 10)
"""After so many new objects Python looks for those that only name each other: with the usual 700 that takes a fifth of
the time of a run, which makes hundreds a row and lets nearly all go by themselves."""


class Behind:
    """The thread of one run and what it was given; used within one transaction after the other."""

    def __init__(self) -> None:
        self._link: Any = connections[DEFAULT_DB_ALIAS]
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="kariz-behind")
        self._given: list[Future[None]] = []
        self._failed = False
        self._way, self._way_of_thread = Way(), Way()
        self._sends = self._is_awaited = False
        self._last: dict[str, int] = {}
        """SQLite, by table: the id of the last row, once this transaction asked for it."""
        self._stock: dict[type[models.Model], list[int]] = {}
        """PostgreSQL: ids that nobody else gets. What one transaction leaves the next one takes."""
        self._wanted: dict[type[models.Model], int] = {}

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Within the caller's transaction, to whose end all is written. Raises what the database raised."""
        self._failed = False
        self._last.clear()
        self._fill_up()
        # Links are checked with each statement, by the other thread, not all at the end while both wait.
        self._links_are_checked("IMMEDIATE")
        token = _current.set(self)
        try:
            with self._link.execute_wrapper(self._in_turn):
                yield
                self.wait()
            self._links_are_checked("DEFERRED")
        finally:
            # Whoever rolls back now must not meet a statement under way.
            self._settle()
            _current.reset(token)

    def end(self) -> None:
        self._thread.shutdown()

    def insert(self, model: type[models.Model], fields: Any, lines: insertion.Lines) -> None:
        self.make_way()
        self._given.append(self._thread.submit(self._send, model, fields, lines))

    def make_way(self) -> None:
        """While a page is made one processor must do: the caller rests as long as rows are sent, and none are sent (see
        `_send`) as long as the caller works."""
        self._way.make(lambda: self._sends)

    def draw(self, model: type[models.Model], count: int) -> list[int]:
        """Ids for so many rows that this transaction will insert."""
        if self._link.vendor == "sqlite":
            return self._next(model, count)
        self._wanted[model] = self._wanted.get(model, 0) + count
        held = self._stock.setdefault(model, [])
        if len(held) < count:
            held += self._drawn(model, count - len(held))
        taken, self._stock[model] = held[:count], held[count:]
        return taken

    def wait(self) -> None:
        """Until all is written. Raises what the database raised first."""
        given, self._given = self._given, []
        self._await(given)
        for one in given:
            one.result()

    def _settle(self) -> None:
        """Until nothing is under way, whatever came of it."""
        self._await(self._given)
        self._given.clear()

    def _await(self, given: list[Future[None]]) -> None:
        self._is_awaited = True
        wait(given)
        self._is_awaited = self._failed = False

    def _send(self, model: type[models.Model], fields: Any, lines: insertion.Lines) -> None:
        if self._failed:
            # As after any statement that fails: whoever gave this is told by the next one that waits.
            return
        self._way_of_thread.make(lambda: not self._is_awaited)
        self._sends = True
        try:
            with self._link.wrap_database_errors, closing(self._link.create_cursor()) as cursor:
                insertion.send(cursor, self._link, model, fields, lines)
        except BaseException:
            self._failed = True
            raise
        finally:
            self._sends = False

    def _in_turn(self, execute: Callable[..., Any], sql: str, *words: Any) -> Any:
        if sql.startswith("ROLLBACK"):
            # What could not be written is gone back on just now; whoever goes back has another fault to tell.
            self._settle()
            return execute(sql, *words)
        self.wait()
        if sql.startswith("INSERT"):
            self._last.clear()
        return execute(sql, *words)

    def _links_are_checked(self, when: str) -> None:
        if self._link.vendor == "postgresql":
            with self._link.cursor() as cursor:
                cursor.execute(f"SET CONSTRAINTS ALL {when}")

    def _next(self, model: type[models.Model], count: int) -> list[int]:
        table = model._meta.db_table
        if table not in self._last:
            with self._link.cursor() as cursor:
                cursor.execute("SELECT name, seq FROM sqlite_sequence")
                known = dict(cursor.fetchall())
            self._last = {table: 0} | known | self._last
        first = self._last[table] + 1
        self._last[table] += count
        return list(range(first, first + count))

    def _fill_up(self) -> None:
        """As many ids as the last transaction took, drawn while nothing waits to be written."""
        for model, count in self._wanted.items():
            held = self._stock[model]
            if len(held) < count:
                # For this transaction and the next, which may have more rows.
                held += self._drawn(model, 2 * count - len(held))
        self._wanted.clear()

    def _drawn(self, model: type[models.Model], count: int) -> list[int]:
        with self._link.cursor() as cursor:
            return insertion.draw(cursor, self._link, model, count)


_current: ContextVar[Behind | None] = ContextVar("behind", default=None)


def current() -> Behind | None:
    """Whom new rows are given to, here and now."""
    return _current.get()


def make_way() -> None:
    """For whoever works long between two statements: pages go before it."""
    if (one := _current.get()) is not None:
        one.make_way()


@contextmanager
def behind() -> Iterator[Behind]:
    """For one run of many transactions."""
    one = Behind()
    try:
        with _tuned():
            yield one
    finally:
        one.end()


@contextmanager
def _tuned() -> Iterator[None]:
    """Python's own habits, for the length of a run."""
    turns, looks = sys.getswitchinterval(), gc.get_threshold()
    sys.setswitchinterval(HANDOVER)
    gc.set_threshold(*RARELY)
    try:
        yield
    finally:
        gc.set_threshold(*looks)
        sys.setswitchinterval(turns)
