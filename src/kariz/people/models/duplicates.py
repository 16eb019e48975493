"""What the search for duplicates keeps: keys by which records meet, pairs that it proposes, how far it has come."""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kariz.jobs.leases import Work


class PersonKind(models.TextChoices):
    CONTACT = "contact", _("contact")
    COMPANY = "company", _("company")


class DuplicatePair(models.Model):
    """Two records that may be one; `first_id` is the smaller id. `reasons` are codes of `people.likeness`."""

    class Verdict(models.TextChoices):
        CERTAIN = "certain", _("certain")
        LIKELY = "likely", _("likely")

    class State(models.TextChoices):
        PROPOSED = "proposed", _("proposed")
        DISMISSED = "dismissed", _("not the same")
        MERGED = "merged", _("merged")

    kind = models.CharField(max_length=10, choices=PersonKind)
    first_id = models.BigIntegerField()
    second_id = models.BigIntegerField()
    score = models.PositiveSmallIntegerField()
    """The odds that they are one, in thousandths."""
    verdict = models.CharField(max_length=8, choices=Verdict)
    identical = models.BooleanField(default=False)
    """A key that is one person's or company's own is the same, and so is the name."""
    reasons = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=State, default=State.PROPOSED)
    found_at = models.DateTimeField(default=timezone.now)
    judged_at = models.DateTimeField(null=True)
    judged_by = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "first_id", "second_id"], name="duplicate_pair_once"),
            models.CheckConstraint(condition=Q(first_id__lt=F("second_id")), name="duplicate_pair_order"),
        ]
        indexes = [
            models.Index(
                fields=["kind", "-score", "-id"], name="duplicate_best", condition=Q(state="proposed")
            ),
            models.Index(fields=["kind", "second_id"], name="duplicate_second"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.first_id}={self.second_id}"

    @property
    def ids(self) -> tuple[int, int]:
        return self.first_id, self.second_id


class DuplicateKey(models.Model):
    """Records with the same key are looked at together. `key` is a hash of what they share, the kind within it."""

    kind = models.CharField(max_length=10, choices=PersonKind)
    record_id = models.BigIntegerField()
    key = models.BigIntegerField()

    class Meta:
        indexes = [
            models.Index(fields=["key", "record_id"], name="duplicate_key"),
            models.Index(fields=["kind", "record_id"], name="duplicate_key_of"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.record_id}"


class DuplicateSearch(Work):
    """The search through one kind: once a night, what was changed since the last one against all."""

    MAX_TRIES: ClassVar[int] = 30_000

    kind = models.CharField(max_length=10, choices=PersonKind, unique=True)
    merges_identical = models.BooleanField(default=False)
    """May it merge by itself what has identical keys? Off until the company says so."""
    changed_since = models.DateTimeField(null=True)
    """Records changed before were looked at by an earlier search; null: none was."""
    begun_at = models.DateTimeField(null=True)
    keyed = models.BigIntegerField(default=0)
    """Keys are written up to this id, then pairs are looked for up to `compared`."""
    compared = models.BigIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    found = models.PositiveIntegerField(default=0)
    finished_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return self.kind

    @property
    def busy(self) -> bool:
        """At work, or due to begin."""
        return self.state == self.State.RUNNING or (
            self.state == self.State.WAITING and self.due_at <= timezone.now() + timedelta(seconds=1)
        )
