from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kariz.access.queries.visibility import VisibleQuerySet
from kariz.jobs.leases import Work


class ImportQuerySet(VisibleQuerySet):
    owner_field = "created_by"


class Import(Work):
    """One file on its way in. `state` is the worker's, `phase` is what people see."""

    class Kind(models.TextChoices):
        DEALS = "deals", _("Deals")
        CONTACTS = "contacts", _("Contacts")
        COMPANIES = "companies", _("Companies")

    class Phase(models.TextChoices):
        UPLOADED = "uploaded", _("Uploaded")
        MAPPED = "mapped", _("Ready to run")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        FAILED = "failed", _("Stopped")
        TAKING_BACK = "taking_back", _("Being taken back")
        TAKEN_BACK = "taken_back", _("Taken back")

    name = models.CharField(max_length=150)
    stored = models.CharField(max_length=32, editable=False)
    layout = models.JSONField(default=dict)
    """How the file is read: {"type", "encoding", "delimiter", "header", "skip"}."""
    columns = models.JSONField(default=list)
    total = models.PositiveIntegerField(default=0)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.DEALS)
    mapping = models.JSONField(default=dict)
    """{column name: field name}; a column that is not in it is left out."""
    options = models.JSONField(default=dict)
    phase = models.CharField(max_length=12, choices=Phase, default=Phase.UPLOADED)
    position = models.PositiveIntegerField(default=0)
    """Rows worked off."""
    created_count = models.PositiveIntegerField(default=0)
    updated_count = models.PositiveIntegerField(default=0)
    skipped_count = models.PositiveIntegerField(default=0)
    refused_count = models.PositiveIntegerField(default=0)
    kept_count = models.PositiveIntegerField(default=0)
    """Records that were changed since, and stayed when the import was taken back."""
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="imports")
    worked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    """Who started the run or the taking back: the work is done with their rights."""
    created_at = models.DateTimeField(default=timezone.now)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects = ImportQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(
                fields=["due_at"], name="import_to_do", condition=Q(state__in=["waiting", "running"])
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def batch(self) -> str:
        """The mark that every event of this import carries."""
        return f"import-{self.pk}"

    @property
    def busy(self) -> bool:
        return self.phase in (self.Phase.RUNNING, self.Phase.TAKING_BACK)

    @property
    def changeable(self) -> bool:
        return self.phase in (self.Phase.UPLOADED, self.Phase.MAPPED)


class ImportRow(models.Model):
    """What became of one row of the file. `number` is the row as a spreadsheet counts it."""

    class Action(models.TextChoices):
        CREATED = "created", _("Created")
        UPDATED = "updated", _("Updated")
        SKIPPED = "skipped", _("Skipped")
        REFUSED = "refused", _("Refused")

    of = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    action = models.CharField(max_length=8, choices=Action)
    errors = models.JSONField(default=list)
    """[{"field", "text"}] why it was refused or skipped, in the language of who imported."""
    warnings = models.JSONField(default=list)
    cells = models.JSONField(default=list)
    """The row as it was, kept only where somebody must look at it."""
    result_kind = models.CharField(max_length=10, blank=True, default="")
    result_id = models.BigIntegerField(null=True)
    made = models.JSONField(default=list)
    """[[kind, id]] of what was created beside the result."""
    fingerprint = models.CharField(max_length=32)
    taken_back = models.BooleanField(default=False)

    class Meta:
        ordering = ["of_id", "number"]
        constraints = [models.UniqueConstraint(fields=["of", "number"], name="import_row_once")]
        indexes = [
            models.Index(
                fields=["fingerprint"],
                name="import_row_known",
                condition=Q(action__in=["created", "updated"], taken_back=False),
            ),
            models.Index(fields=["of", "number"], name="import_row_bad", condition=Q(action="refused")),
        ]

    def __str__(self) -> str:
        return f"{self.of_id}:{self.number}"
