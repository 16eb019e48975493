"""Wake the workers: a kick on commit through Django Tasks. What must happen is a row of its own area."""

from __future__ import annotations

from functools import partial

from django.db import transaction
from django_tasks import task

from kariz.jobs import claimers
from kariz.jobs.kicks import waiting


@task()
def kick(name: str) -> None:
    claimers.run(name)


def wake(name: str) -> None:
    """After the commit, have a worker run the claimer `name` soon. Kicks that still wait are not doubled."""
    transaction.on_commit(partial(_enqueue, name), robust=True)


def _enqueue(name: str) -> None:
    if name not in waiting():
        kick.enqueue(name)
