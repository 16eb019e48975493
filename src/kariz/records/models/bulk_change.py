from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kariz.events.origin import BULK
from kariz.jobs.leases import Work

from .saved_view import ViewKind


class BulkChange(Work):
    """One change of many records: first rehearsed, then done, then perhaps taken back; worked off in chunks.

    `items` are the records as they were chosen, [id, version] each: who comes in or changes later is left alone.
    `reasons` tells why some do not change: {reason: {"count": n, "some": [[id, title], …]}}.
    """

    class Phase(models.TextChoices):
        PREVIEW = "preview", _("being checked")
        READY = "ready", _("waits for your decision")
        RUN = "run", _("being done")
        DONE = "done", _("done")
        TAKING_BACK = "taking_back", _("being taken back")
        TAKEN_BACK = "taken_back", _("taken back")
        FAILED = "failed", _("stopped")

    kind = models.CharField(max_length=12, choices=ViewKind)
    action = models.CharField(max_length=40)
    given = models.JSONField(default=dict)
    phase = models.CharField(max_length=12, choices=Phase, default=Phase.PREVIEW)
    items = models.JSONField(default=list)
    total = models.PositiveIntegerField(default=0)
    # How many records are through; while it is taken back, the event that was looked at last.
    position = models.BigIntegerField(default=0)
    changed_count = models.PositiveIntegerField(default=0)
    refused_count = models.PositiveIntegerField(default=0)
    undone_count = models.PositiveIntegerField(default=0)
    reasons = models.JSONField(default=dict)
    mark = models.CharField(max_length=32)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(editable=False)
    finished_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        indexes = [
            models.Index(fields=["state", "due_at"], name="bulk_change_due"),
            models.Index(fields=["created_by", "-id"], name="bulk_change_mine"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.action} {self.mark}"

    @property
    def batch(self) -> str:
        """What its events carry."""
        return f"{BULK}{self.mark}"

    @property
    def works(self) -> bool:
        return self.state in (Work.State.WAITING, Work.State.RUNNING)

    @property
    def can_go_back(self) -> bool:
        """Also one that stopped half-way: what it changed until then can be undone."""
        return self.changed_count > 0 and self.phase in (self.Phase.DONE, self.Phase.FAILED)
