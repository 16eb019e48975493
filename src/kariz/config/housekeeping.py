"""What grows old and is thrown away."""

from __future__ import annotations

import time

from django.contrib.sessions.models import Session
from django.utils import timezone

from kariz.web.idempotency import forget_old

_EVERY = 3600.0
_next = 0.0


def tidy() -> None:
    """Once an hour in each process: old idempotency keys and sessions."""
    global _next
    if time.monotonic() < _next:
        return
    _next = time.monotonic() + _EVERY
    forget_old()
    old = Session.objects.filter(expire_date__lt=timezone.now())
    if old.exists():
        old.delete()
