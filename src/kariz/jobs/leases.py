"""Rows that stand for work: claimed by a conditional update, held by a lease, tried again with back-off."""

from __future__ import annotations

import os
import socket
import uuid
from datetime import datetime, timedelta
from typing import Any, ClassVar, TypeVar

from django.db import models
from django.db.models import F, Q, QuerySet
from django.utils import timezone


def _machine() -> str:
    """This machine, or this container of it, as others would not be called; empty where the system does not say."""
    try:
        return f"{socket.gethostname()[:40]}.{os.stat('/proc/self/ns/pid').st_ino}"
    except OSError:
        return ""


MACHINE = _machine()
WORKER = f"{MACHINE or socket.gethostname()[:40]}-{os.getpid()}-{uuid.uuid4().hex[:8]}"
LEASE = timedelta(minutes=2)
MAX_ERROR = 2_000
W = TypeVar("W", bound="Work")


class Work(models.Model):
    """Mix-in for a row of work. Subclasses may narrow `MAX_TRIES`; times are UTC."""

    class State(models.TextChoices):
        WAITING = "waiting"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"
        UNCERTAIN = "uncertain"
        """Cut between hand-over and record: a person decides, nothing is done again by itself."""

    MAX_TRIES: ClassVar[int] = 8

    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    due_at = models.DateTimeField(default=timezone.now)
    lease_until = models.DateTimeField(null=True)
    leased_by = models.CharField(max_length=80, blank=True, default="")
    tries = models.PositiveSmallIntegerField(default=0)
    error = models.TextField(blank=True, default="")

    class Meta:
        abstract = True


def claimable(rows: QuerySet[W], now: datetime | None = None) -> QuerySet[W]:
    """Rows that wait and are due, or whose worker lost its lease, or is known to be dead."""
    now = now or timezone.now()
    waiting = Q(state=Work.State.WAITING, due_at__lte=now)
    lost = Q(lease_until__lt=now)
    if dead := _dead(rows):
        lost |= Q(leased_by__in=dead)
    return rows.filter(waiting | (Q(state=Work.State.RUNNING) & lost))


def _dead(rows: QuerySet[Any]) -> list[str]:
    """Workers of this machine that hold rows and run no more: after a crash nobody waits for their leases."""
    held = (
        rows.filter(state=Work.State.RUNNING, leased_by__startswith=f"{MACHINE}-") if MACHINE else rows.none()
    )
    names = held.order_by().values_list("leased_by", flat=True).distinct()
    return [name for name in names if name != WORKER and not _runs(name)]


def _runs(worker: str) -> bool:
    _machine_name, pid, _mark = worker.rsplit("-", 2)
    return not pid.isdecimal() or os.path.exists(f"/proc/{pid}")


def claim(rows: QuerySet[W], *, lease: timedelta = LEASE, by: str = WORKER) -> W | None:
    """Take the next claimable row for this worker, or None. Two workers never get the same one."""
    while (candidate := claimable(rows).order_by("due_at", "pk").first()) is not None:
        now = timezone.now()
        mine = claimable(type(candidate)._default_manager.filter(pk=candidate.pk), now).update(
            state=Work.State.RUNNING, lease_until=now + lease, leased_by=by, tries=F("tries") + 1
        )
        if mine:
            candidate.refresh_from_db()
            return candidate
    return None


def extend(row: Work, *, lease: timedelta = LEASE) -> bool:
    """Hold the row longer. False: the lease was lost, stop working on it."""
    return bool(_mine(row).update(lease_until=timezone.now() + lease))


def finish(row: Work, **values: Any) -> bool:
    """Mark the row done, with other fields of it. False when the lease was lost meanwhile."""
    return bool(_mine(row).update(state=Work.State.DONE, lease_until=None, leased_by="", error="", **values))


def fail(row: Work, error: object, *, state: str | None = None) -> bool:
    """Note the error; try again after 1, 2, 4 … minutes until MAX_TRIES, or end in `state`."""
    delay = timedelta(minutes=min(2 ** max(row.tries - 1, 0), 360))
    final = state or (Work.State.FAILED if row.tries >= row.MAX_TRIES else Work.State.WAITING)
    return bool(
        _mine(row).update(
            state=final,
            due_at=timezone.now() + delay,
            lease_until=None,
            leased_by="",
            error=str(error)[:MAX_ERROR],
        )
    )


def _mine(row: Work) -> QuerySet[Any]:
    rows = type(row)._default_manager.filter(pk=row.pk, state=Work.State.RUNNING)
    return rows.filter(leased_by=row.leased_by, tries=row.tries)
