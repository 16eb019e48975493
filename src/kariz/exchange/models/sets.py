from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kariz.access.queries.visibility import VisibleQuerySet


class OwnImports(VisibleQuerySet):
    owner_field = "created_by"


class ImportSet(models.Model):
    """Files that come in together and name each other's records: one button starts, one takes all of it back."""

    class Phase(models.TextChoices):
        MAPPED = "mapped", _("Ready to run")
        CHECKING = "checking", _("Being checked")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        FAILED = "failed", _("Stopped")
        TAKING_BACK = "taking_back", _("Being taken back")
        TAKEN_BACK = "taken_back", _("Taken back")

    name = models.CharField(max_length=150)
    shape = models.CharField(max_length=20, blank=True, default="")
    """The product whose export it is, where it is known."""
    phase = models.CharField(max_length=12, choices=Phase, default=Phase.MAPPED)
    all_or_nothing = models.BooleanField(default=False)
    """Nothing of any file is written unless every row of all of them can be taken."""
    starts = models.BooleanField(default=False)
    """The rehearsal that runs is followed by the run, where no row is refused."""
    error = models.TextField(blank=True, default="")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="import_sets"
    )
    created_at = models.DateTimeField(default=timezone.now)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects = OwnImports.as_manager()

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.name

    @property
    def busy(self) -> bool:
        return self.phase in (self.Phase.CHECKING, self.Phase.RUNNING, self.Phase.TAKING_BACK)

    @property
    def changeable(self) -> bool:
        return self.phase in (self.Phase.MAPPED, self.Phase.FAILED)
