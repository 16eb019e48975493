from __future__ import annotations

from django.conf import settings
from django.db import models


class RecentRecord(models.Model):
    """A record that a person opened, and when last; only the latest of a person are kept."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=30)
    object_id = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "kind", "object_id"], name="recent_record_once")
        ]
        indexes = [models.Index(fields=["user", "-at"], name="recent_record_by_user")]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}"
