"""What grows old and is thrown away."""

from __future__ import annotations

import time

from django.contrib.sessions.models import Session
from django.utils import timezone

from kariz.exchange.actions.back import named_back
from kariz.exchange.actions.installation import whole_runs
from kariz.exchange.actions.setup.imports import forget_files
from kariz.people.models import Company, Contact
from kariz.pipeline.models import Deal
from kariz.pipeline.queries.binned import removed_by_hand
from kariz.records.actions import bin, bulk_changes
from kariz.web.idempotency import forget_old

_EVERY = 3600.0
_next = 0.0


def tidy() -> None:
    """Once an hour in each process: old idempotency keys and sessions, what lay in the bin for 30 days,
    names that imports brought and that nothing holds any more,
    the files of imports that ended as long ago, exports of everything after a week, what
    dead workers left of them after a day, and names in what bulk changes told after 30 days."""
    global _next
    if time.monotonic() < _next:
        return
    _next = time.monotonic() + _EVERY
    forget_old()
    old = Session.objects.filter(expire_date__lt=timezone.now())
    if old.exists():
        old.delete()
    empty_bin()
    named_back.forget()
    forget_files(before=timezone.now() - bin.KEPT)
    whole_runs.forget_old(before=timezone.now() - whole_runs.KEPT)
    whole_runs.forget_leftovers(before=timezone.now() - whole_runs.LEFT)
    bulk_changes.forget_reasons(before=timezone.now() - bin.KEPT)


def empty_bin() -> int:
    """Remove for good what nobody restored in time; how many records."""
    before = timezone.now() - bin.KEPT
    # What was merged stays for good: its address leads to its survivor, and the merge can be undone.
    binned = {
        "deal": Deal.objects.all(),
        "activity": removed_by_hand(),
        "contact": Contact.objects.filter(merged_into=None),
        "company": Company.objects.filter(merged_into=None),
    }
    return sum(bin.empty(kind, rows, before=before) for kind, rows in binned.items())
