"""What grows old and is thrown away."""

from __future__ import annotations

import time

from django.contrib.sessions.models import Session
from django.utils import timezone

from kariz.exchange.actions.imports import forget_files
from kariz.people.models import Company, Contact
from kariz.pipeline.models import Deal
from kariz.records.actions import bin
from kariz.web.idempotency import forget_old

BINNED = {"deal": Deal, "contact": Contact, "company": Company}
_EVERY = 3600.0
_next = 0.0


def tidy() -> None:
    """Once an hour in each process: old idempotency keys and sessions, what lay in the bin for 30 days,
    and the files of imports that ended as long ago."""
    global _next
    if time.monotonic() < _next:
        return
    _next = time.monotonic() + _EVERY
    forget_old()
    old = Session.objects.filter(expire_date__lt=timezone.now())
    if old.exists():
        old.delete()
    empty_bin()
    forget_files(before=timezone.now() - bin.KEPT)


def empty_bin() -> int:
    """Remove for good what nobody restored in time; how many records."""
    before = timezone.now() - bin.KEPT
    return sum(bin.empty(kind, model, before=before) for kind, model in BINNED.items())
