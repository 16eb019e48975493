from __future__ import annotations

from django.db import models
from django.utils import timezone

from kariz.events.transaction_id import TransactionId


class Event(models.Model):
    """One thing that happened. Rows are only added; undo adds another and marks this one."""

    xid = models.BigIntegerField(db_default=TransactionId(), editable=False)
    at = models.DateTimeField(default=timezone.now)
    actor_id = models.BigIntegerField(null=True)
    via = models.CharField(max_length=16)
    batch = models.CharField(max_length=64, blank=True, default="")
    verb = models.CharField(max_length=64)
    subject_kind = models.CharField(max_length=32)
    subject_id = models.BigIntegerField()
    deal_id = models.BigIntegerField(null=True)
    changes = models.JSONField(default=dict)
    """{field: [before, after]} in plain JSON values."""
    data = models.JSONField(default=dict)
    undoes_id = models.BigIntegerField(null=True)
    undone_by_id = models.BigIntegerField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["xid", "id"], name="event_log_order"),
            models.Index(fields=["subject_kind", "subject_id", "-id"], name="event_subject"),
            models.Index(
                fields=["deal_id", "-id"], name="event_deal", condition=models.Q(deal_id__isnull=False)
            ),
            models.Index(fields=["batch", "id"], name="event_batch", condition=~models.Q(batch="")),
            models.Index(fields=["actor_id", "-id"], name="event_actor"),
            # What people changed in companies, their names among it, is looked through by every import.
            models.Index(
                fields=["-id"],
                name="event_company_changed",
                condition=models.Q(verb="company.changed", batch=""),
            ),
            # Nothing else says in which deal one that was merged lives on.
            models.Index(fields=["id"], name="event_deal_merged", condition=models.Q(verb="deal.merged")),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.subject_kind} {self.subject_id}"

    @property
    def undone(self) -> bool:
        return self.undone_by_id is not None


class ReaderCursor(models.Model):
    """How far one reader has come in the log."""

    reader = models.CharField(max_length=64, unique=True)
    xid = models.BigIntegerField(default=0)
    event_id = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.reader} {self.xid}.{self.event_id}"
