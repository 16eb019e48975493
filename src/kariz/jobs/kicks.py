"""The kicks that wait in the database."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django_tasks_db.models import DBTaskResult

PATH = "kariz.jobs.wake.kick"


def waiting() -> set[str]:
    """Names of the claimers that were kicked and not run since."""
    return {_name(arguments) for _, arguments in _rows()}


def take() -> set[str]:
    """Take all waiting kicks, for this worker alone; a kick leaves no trace."""
    rows = _rows()
    if not rows:
        return set()
    with transaction.atomic():
        mine = [
            _name(arguments)
            for pk, arguments in rows
            if DBTaskResult.objects.filter(pk=pk, status="READY").delete()[0]
        ]
    return set(mine)


def _rows() -> list[tuple[Any, dict[str, list[str]]]]:
    return list(DBTaskResult.objects.ready().filter(task_path=PATH).values_list("pk", "args_kwargs")[:500])


def _name(arguments: dict[str, list[str]]) -> str:
    return str(arguments["args"][0])
