from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from kariz.jobs.leases import Work


class WholeExport(Work):
    """One export of the whole installation to a ZIP of CSV files; the file is kept for a week."""

    MAX_TRIES = 3

    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    stored = models.CharField(max_length=32, editable=False, blank=True, default="")
    size = models.PositiveBigIntegerField(default=0)
    done = models.PositiveBigIntegerField(default=0)
    """Rows written."""
    total = models.PositiveBigIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(
                fields=["due_at"], name="whole_export_to_do", condition=Q(state__in=["waiting", "running"])
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.state}"

    @property
    def busy(self) -> bool:
        return self.state in (self.State.WAITING, self.State.RUNNING)
