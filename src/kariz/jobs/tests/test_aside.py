"""Who leaves a note goes on at once, and the note is written."""

from __future__ import annotations

import threading

from django.db import InterfaceError, OperationalError

from kariz.jobs.aside import Aside


def test_who_leaves_a_note_does_not_wait_for_whoever_holds_the_lock():
    lock, written = threading.Event(), []

    def write(batch: dict[str, int]) -> None:
        lock.wait()
        written.append(batch)

    notes = Aside(write)
    notes.put("sara", 1)
    notes.put("ali", 2)
    notes.put("ali", 3)
    assert written == []
    lock.set()
    notes.wait()
    assert {key: value for batch in written for key, value in batch.items()} == {"sara": 1, "ali": 3}


def test_a_note_that_fails_does_not_stop_the_next_one():
    written: list[int] = []

    def write(batch: dict[str, int]) -> None:
        if batch["sara"] == 1:
            raise OperationalError("database is locked")
        written.append(batch["sara"])

    notes = Aside(write)
    notes.put("sara", 1)
    notes.wait()
    notes.put("sara", 2)
    notes.wait()
    assert written == [2]


def test_a_connection_that_was_closed_does_not_end_the_notes_for_good():
    written: list[int] = []

    def write(batch: dict[str, int]) -> None:
        if batch["sara"] == 1:
            raise InterfaceError("connection already closed")
        written.append(batch["sara"])

    notes = Aside(write)
    notes.put("sara", 1)
    notes.wait()
    notes.put("sara", 2)
    notes.wait()
    assert written == [2]
