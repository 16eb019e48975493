"""What stays when an import is taken back, by name and with the reason; and how much goes at once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from time import monotonic
from typing import Any

from django.db.models import F
from django.utils import timezone

from kariz.exchange.actions.at_work.errors import LeaseLost
from kariz.exchange.models import Import
from kariz.jobs.leases import Work
from kariz.localisation.said import kept

LEASE = timedelta(minutes=2)
MOST = 200
"""So many are told by name; the count is of all."""
LARGEST = 200
SMALLEST = 5
LONGEST = 0.1
"""Seconds that a chunk may hold others up."""


class Pace:
    """How many records go in one transaction: as many as the last ones say fit into its time."""

    def __init__(self) -> None:
        self.size = 20
        self._begun = 0.0

    def __enter__(self) -> Pace:
        self._begun = monotonic()
        return self

    def __exit__(self, *_error: object) -> None:
        took = max(monotonic() - self._begun, 0.001)
        self.size = max(SMALLEST, min(LARGEST, round(self.size * min(2.0, LONGEST / took))))


def note(one: Import, kind: str, records: Iterable[Any], why: Any) -> None:
    """Remember that these stay; written down with the next `hold`."""
    known = {(told["kind"], told["id"]) for told in one.stayed}
    for record in records:
        if len(one.stayed) >= MOST:
            return
        if (kind, record.pk) not in known:
            one.stayed.append(
                {"kind": kind, "id": record.pk, "name": str(record)[:200], "why": str(why), "said": kept(why)}
            )


def hold(one: Import, *, done: int = 0, kept: int = 0) -> None:
    """Count, and keep the lease. Called within the transaction of a chunk. Raises LeaseLost."""
    rows = Import.objects.filter(
        pk=one.pk, leased_by=one.leased_by, tries=one.tries, state=Work.State.RUNNING
    )
    values = {"position": F("position") + done, "kept_count": F("kept_count") + kept, "stayed": one.stayed}
    if not rows.update(lease_until=timezone.now() + LEASE, **values):
        raise LeaseLost
    one.position += done
