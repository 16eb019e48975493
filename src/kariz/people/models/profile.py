from __future__ import annotations

from typing import Any

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kariz.jobs.leases import Work


class Weight(models.TextChoices):
    """How much a part of a profile counts."""

    MUST = "must", _("must")
    IMPORTANT = "important", _("important")
    NICE = "nice", _("nice to have")
    MUST_NOT = "must_not", _("must not")


class Band(models.TextChoices):
    """How well a record matches its best profile, in a word."""

    STRONG = "strong", _("strong match")
    PARTIAL = "partial", _("partial match")
    UNKNOWN = "unknown", _("too little known")
    WEAK = "weak", _("weak match")


class Profile(models.Model):
    """An ideal customer (kind company) or a buyer persona (kind contact).

    `parts` is [{"name", "weight", "rule"}]: rules over the fields of "icp" or "persona" (see `rule_fields`).
    """

    class Kind(models.TextChoices):
        COMPANY = "company", _("ideal customer profile")
        CONTACT = "contact", _("buyer persona")

    kind = models.CharField(max_length=8, choices=Kind, editable=False)
    name = models.CharField(_("name"), max_length=120)
    goals = models.TextField(_("goals"), blank=True, max_length=2_000)
    pains = models.TextField(_("pains"), blank=True, max_length=2_000)
    pitch = models.TextField(_("what to say"), blank=True, max_length=2_000)
    parts = models.JSONField(default=list)
    position = models.PositiveIntegerField(default=0, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    retired_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["kind", "position", "id"]
        verbose_name = _("profile")
        verbose_name_plural = _("profiles")
        constraints = [models.CheckConstraint(condition=~models.Q(name=""), name="profile_has_name")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("people:profile", args=[self.pk])

    @property
    def subject(self) -> str:
        """The subject of its rules."""
        return SUBJECTS[self.kind]


SUBJECTS: dict[str, Any] = {Profile.Kind.COMPANY.value: "icp", Profile.Kind.CONTACT.value: "persona"}


class FitRun(Work):
    """The work of judging every company, or every contact, anew after the rules changed; one row a kind."""

    kind = models.CharField(max_length=8, choices=Profile.Kind, unique=True)
    position = models.BigIntegerField(default=0)
    """The last id that was judged."""
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    on_day = models.DateField(null=True)
    """The day whose relative dates ("within the last 30 days") were judged."""

    def __str__(self) -> str:
        return f"{self.kind}: {self.done} of {self.total}"
