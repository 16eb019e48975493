"""The queue of writers before one SQLite file."""

from __future__ import annotations

import multiprocessing
import threading
import time
from pathlib import Path

import pytest
from django.db import OperationalError

from kariz.config.sqlite.base import DatabaseWrapper, first_word
from kariz.config.sqlite.turns import TurnTimeout, turns_of

pytestmark = pytest.mark.django_db


def link(path: Path, seconds: float = 20.0) -> DatabaseWrapper:
    return DatabaseWrapper(
        {
            "ENGINE": "kariz.config.sqlite", "NAME": str(path),
            "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": seconds},
            "TIME_ZONE": None, "CONN_MAX_AGE": None, "CONN_HEALTH_CHECKS": False, "AUTOCOMMIT": True,
            "ATOMIC_REQUESTS": False, "TEST": {"NAME": None},
        },
        "default",
    )  # fmt: skip


def add(path: Path, times: int) -> None:
    mine = link(path)
    for number in range(times):
        with mine.cursor() as cursor:
            if number % 2:
                cursor.execute("UPDATE counter SET n = n + 1")
                continue
            cursor.execute("BEGIN IMMEDIATE")
            cursor.execute("SELECT n FROM counter")
            seen = cursor.fetchone()[0]
            cursor.execute("UPDATE counter SET n = %s", [seen + 1])
            mine.connection.commit()
    mine.close()


def add_in_threads(path: Path, threads: int, times: int) -> None:
    workers = [threading.Thread(target=add, args=(path, times)) for _ in range(threads)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()


@pytest.fixture
def counter(tmp_path):
    path = tmp_path / "counter.sqlite3"
    mine = link(path)
    with mine.cursor() as cursor:
        cursor.execute("CREATE TABLE counter (n integer)")
        cursor.execute("INSERT INTO counter VALUES (0)")
    yield path
    mine.close()


def count(path: Path) -> int:
    mine = link(path)
    with mine.cursor() as cursor:
        cursor.execute("SELECT n FROM counter")
        found = cursor.fetchone()[0]
    mine.close()
    return found


def test_fifty_writers_in_two_processes_lose_no_change(counter):
    spawn = multiprocessing.get_context("spawn")
    processes = [spawn.Process(target=add_in_threads, args=(counter, 25, 20)) for _ in range(2)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0, 0]
    assert count(counter) == 1000


def test_a_reader_never_waits_for_the_writer(counter):
    writer = link(counter)
    with writer.cursor() as cursor:
        cursor.execute("BEGIN IMMEDIATE")
        cursor.execute("UPDATE counter SET n = 7")
        assert count(counter) == 0
    writer.connection.commit()
    writer.close()
    assert count(counter) == 7


def test_who_waits_too_long_is_told_that_the_database_is_locked(counter):
    slow, hurried = link(counter), link(counter, seconds=0.2)
    with slow.cursor() as cursor:
        cursor.execute("BEGIN IMMEDIATE")
        with hurried.cursor() as other, pytest.raises(OperationalError, match="database is locked"):
            other.execute("UPDATE counter SET n = 9")
    slow.connection.rollback()
    add(counter, 1)
    assert count(counter) == 1
    slow.close(), hurried.close()


def test_a_connection_that_closes_gives_its_turn_back(counter):
    lost = link(counter)
    with lost.cursor() as cursor:
        cursor.execute("BEGIN IMMEDIATE")
    lost.close()
    add(counter, 2)
    assert count(counter) == 2


def test_turns_come_in_the_order_of_asking(tmp_path):
    turns, order = turns_of(str(tmp_path / "db")), []
    turns.take(1)

    def wait(number: int) -> None:
        turns.take(5)
        order.append(number)
        turns.give()

    waiting = []
    for number in range(5):
        waiting.append(threading.Thread(target=wait, args=(number,)))
        waiting[-1].start()
        time.sleep(0.02)
    with pytest.raises(TurnTimeout):
        turns.take(0.01)
    turns.give()
    for thread in waiting:
        thread.join()
    assert order == [0, 1, 2, 3, 4]


@pytest.mark.parametrize(
    ("statement", "word"),
    [
        ("select 1", "SELECT"),
        ("  insert into x", "INSERT"),
        ("BEGIN IMMEDIATE", "BEGIN"),
        ("", ""),
        ("\n", ""),
    ],
)
def test_the_first_word_tells_a_write(statement, word):
    assert first_word(statement) == word
