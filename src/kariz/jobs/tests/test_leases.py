from __future__ import annotations

import os
import subprocess
from datetime import timedelta

import pytest
from django.db import connection, models
from django.utils import timezone

from kariz.jobs import leases


class Letter(leases.Work):
    MAX_TRIES = 2

    class Meta:
        app_label = "jobs"
        managed = False
        db_table = "jobs_test_letter"

    def __str__(self) -> str:
        return f"letter {self.pk}"


@pytest.fixture
def letters(transactional_db):
    Letter._meta.managed = True
    with connection.schema_editor() as editor:
        editor.create_model(Letter)
    yield Letter._default_manager.all()
    with connection.schema_editor() as editor:
        editor.delete_model(Letter)
    Letter._meta.managed = False


def test_two_workers_never_hold_the_same_letter(letters):
    Letter.objects.bulk_create([Letter(), Letter()])
    first, second = leases.claim(letters, by="one"), leases.claim(letters, by="two")
    assert isinstance(first, models.Model)
    assert first.pk != second.pk
    assert leases.claim(letters, by="three") is None


def test_a_letter_of_a_dead_worker_is_taken_over_and_the_dead_one_can_no_longer_finish_it(letters):
    Letter.objects.create()
    dead = leases.claim(letters, lease=timedelta(seconds=-1), by="dead")
    heir = leases.claim(letters, by="heir")
    assert heir.pk == dead.pk
    assert not leases.finish(dead)
    assert leases.finish(heir)
    assert Letter.objects.get().state == "done"


def test_a_failed_letter_waits_and_in_the_end_stays_failed(letters):
    Letter.objects.create()
    leases.fail(leases.claim(letters), "no answer")
    row = Letter.objects.get()
    assert (row.state, row.error) == ("waiting", "no answer")
    assert leases.claim(letters) is None
    Letter.objects.update(due_at=timezone.now())
    leases.fail(leases.claim(letters), "no answer")
    assert Letter.objects.get().state == "failed"


@pytest.mark.skipif(not leases.MACHINE, reason="only Linux says which processes run")
def test_after_a_crash_nobody_waits_for_the_lease_of_a_process_that_is_gone(letters):
    ended = subprocess.Popen(["true"])
    ended.wait()
    Letter.objects.create()
    leases.claim(letters, by=f"{leases.MACHINE}-{ended.pid}-0a1b2c3d")
    assert leases.claim(letters, by="heir") is not None


@pytest.mark.skipif(not leases.MACHINE, reason="only Linux says which processes run")
def test_a_process_that_runs_or_stands_on_another_machine_keeps_its_lease(letters):
    for holder in (f"{leases.MACHINE}-{os.getppid()}-0a1b2c3d", "elsewhere.4026531836-1-0a1b2c3d"):
        Letter.objects.all().delete()
        Letter.objects.create()
        leases.claim(letters, by=holder)
        assert leases.claim(letters, by="heir") is None
