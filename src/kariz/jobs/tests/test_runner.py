from __future__ import annotations

import pytest
from django.db import OperationalError, transaction
from django_tasks_db.models import DBTaskResult

from kariz.jobs import claimers, kicks
from kariz.jobs.runner import Runner
from kariz.jobs.wake import wake

pytestmark = pytest.mark.django_db


@pytest.fixture
def calls(monkeypatch):
    monkeypatch.setattr(claimers, "_claimers", {})
    made: list[str] = []
    claimers.register("letters", lambda: made.append("letters"))
    claimers.register("parcels", lambda: made.append("parcels"))
    return made


def later(runner: Runner) -> Runner:
    runner._next_round = float("inf")
    return runner


def test_a_kick_runs_only_the_claimer_that_was_woken(calls, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        wake("letters")
    later(Runner()).step()
    assert calls == ["letters"]
    assert not DBTaskResult.objects.exists()


def test_nothing_is_woken_when_the_transaction_is_taken_back(calls, django_capture_on_commit_callbacks):
    with (
        django_capture_on_commit_callbacks(execute=True),
        pytest.raises(ZeroDivisionError),
        transaction.atomic(),
    ):
        wake("letters")
        raise ZeroDivisionError
    assert kicks.waiting() == set()


def test_twenty_wakes_leave_one_kick(calls, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        for _ in range(20):
            wake("letters")
    assert DBTaskResult.objects.count() == 1


def test_every_claimer_has_its_turn_once_a_minute(calls):
    runner = Runner()
    runner.step()
    runner.step()
    assert calls == ["letters", "parcels"]


def test_a_claimer_that_fails_does_not_stop_the_others(calls):
    def fail() -> None:
        raise OperationalError("database is locked")

    claimers.register("letters", fail)
    Runner().step()
    assert calls == ["parcels"]


def test_a_claimer_with_news_runs_without_a_kick(calls):
    claimers.register("events", lambda: calls.append("events"), pending=lambda: not calls)
    runner = later(Runner())
    runner.step()
    runner.step()
    assert calls == ["events"]


def test_the_runner_outlives_a_locked_database(calls, monkeypatch):
    rounds = iter([True, True, False])

    def locked() -> set[str]:
        raise OperationalError("database is locked")

    monkeypatch.setattr(kicks, "take", locked)
    monkeypatch.setattr("kariz.jobs.runner.close_old_connections", lambda: None)
    monkeypatch.setattr(
        "kariz.jobs.runner.connections", type("None_", (), {"all": lambda **_: [], "close_all": lambda: None})
    )
    Runner(look_every=0).run(while_=lambda: next(rounds))
    assert calls == []
