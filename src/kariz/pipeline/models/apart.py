from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils import timezone


class DealsApart(models.Model):
    """Two deals of which somebody said that they are not the same; `first_id` is the smaller id."""

    first_id = models.BigIntegerField()
    second_id = models.BigIntegerField()
    said_at = models.DateTimeField(default=timezone.now)
    said_by = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first_id", "second_id"], name="deals_apart_once"),
            models.CheckConstraint(condition=Q(first_id__lt=F("second_id")), name="deals_apart_order"),
        ]

    def __str__(self) -> str:
        return f"{self.first_id}≠{self.second_id}"
