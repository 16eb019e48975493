"""How far the phones of one kind are read again after the company's country changed."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone

from kariz.jobs.leases import Work

from .duplicates import PersonKind


class PhoneRun(Work):
    """Every record once, then once more those that somebody wrote meanwhile with the country of before."""

    MAX_TRIES: ClassVar[int] = 30_000

    kind = models.CharField(max_length=10, choices=PersonKind, unique=True)
    begun_at = models.DateTimeField(default=timezone.now)
    late = models.BooleanField(default=False)
    """Is it the second time through?"""
    position = models.BigIntegerField(default=0)
    """The last id whose phones were read."""
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.kind}: {self.done} of {self.total}"
