from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kariz.pipeline.template_texts import text_of


class Segment(models.TextChoices):
    GENERATION = "generation", _("Lead generation")
    NURTURING = "nurturing", _("Lead nurturing")
    CLOSING = "closing", _("Closing")


class Policy(models.TextChoices):
    BLOCK = "block", _("Blocks the move")
    REASON = "reason", _("Allowed with a reason")
    WARN = "warn", _("Warns only")


class Titled(models.Model):
    """A text of the company's own, or, while that is empty, the template's in the reader's language."""

    name = models.CharField(max_length=200, blank=True, default="")
    template = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        abstract = True

    @property
    def title(self) -> str:
        return self.name or text_of(self.template)

    def __str__(self) -> str:
        return str(self.title)


class Pipeline(Titled):
    """`process` is how the company told the builder that it sells; `summary` says what the pipeline is for.

    `changed_at` moves with every write to the pipeline, its stages, their criteria or activities: what a process keeps
    of them is kept under it.
    """

    process = models.TextField(blank=True, default="")
    summary = models.TextField(blank=True, default="")
    position = models.PositiveIntegerField(default=0)
    revision = models.PositiveIntegerField(default=1)
    archived_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["position", "id"]


class PipelineRevision(models.Model):
    """The design of a pipeline as it was from `at` on: what an as-of board shows as columns."""

    pipeline = models.ForeignKey(Pipeline, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    design = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["pipeline", "number"], name="one_revision_a_number")]

    def __str__(self) -> str:
        return f"{self.pipeline_id} r{self.number}"


class Stage(Titled):
    """A step of the sales process. Percentages are whole numbers 0–100."""

    pipeline = models.ForeignKey(Pipeline, on_delete=models.CASCADE, related_name="stages")
    position = models.PositiveIntegerField()
    segment = models.CharField(max_length=16, choices=Segment)
    prior = models.PositiveSmallIntegerField(default=0)
    expected_conversion = models.PositiveSmallIntegerField(default=0)
    won_on_leaving = models.BooleanField(default=False)
    holds_won = models.BooleanField(default=False)
    advances_itself = models.BooleanField(default=False)
    stale_after_days = models.PositiveSmallIntegerField(default=14)
    playbook = models.TextField(blank=True, default="")
    created_at = models.DateTimeField(auto_now_add=True)
    retired_at = models.DateTimeField(null=True)
    merged_into = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="merged")

    class Meta:
        ordering = ["pipeline_id", "position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(prior__lte=100, expected_conversion__lte=100), name="stage_percent"
            ),
            models.CheckConstraint(condition=~Q(won_on_leaving=True, holds_won=True), name="stage_won_once"),
        ]

    @property
    def retired(self) -> bool:
        return self.retired_at is not None

    @property
    def odds(self) -> int:
        """Percent of what stands here that will come in: all of it once it is won."""
        return 100 if self.holds_won else self.prior


class Criterion(Titled):
    """What must be true to leave a stage. `kind` names a registered criterion kind."""

    stage = models.ForeignKey(Stage, on_delete=models.CASCADE, related_name="criteria")
    position = models.PositiveIntegerField(default=0)
    kind = models.CharField(max_length=48)
    params = models.JSONField(default=dict)
    policy = models.CharField(max_length=8, choices=Policy, default=Policy.BLOCK)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["stage_id", "position", "id"]


class StageActivity(Titled):
    """An activity that entering the stage creates, due so many working days later."""

    stage = models.ForeignKey(Stage, on_delete=models.CASCADE, related_name="activities")
    position = models.PositiveIntegerField(default=0)
    kind = models.CharField(max_length=16)
    due_in_days = models.PositiveSmallIntegerField(default=1)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["stage_id", "position", "id"]


class LostReason(Titled):
    OTHER = "lost_other"
    """The template of the reason that says nothing by itself: it needs words."""

    position = models.PositiveIntegerField(default=0)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["position", "id"]


class PipelineDraft(models.Model):
    """A design that is being made or changed; it goes live as a whole."""

    pipeline = models.ForeignKey(Pipeline, null=True, on_delete=models.CASCADE, related_name="drafts")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    design = models.JSONField(default=dict)
    step = models.PositiveSmallIntegerField(default=1)
    shared_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                F("pipeline"), condition=Q(published_at=None, pipeline__isnull=False), name="one_open_draft"
            )
        ]

    def __str__(self) -> str:
        return f"draft {self.pk}"

    @property
    def title(self) -> str:
        """The name that the design gives, in the reader's language; empty while it has none."""
        return str(self.design.get("name") or text_of(self.design.get("template", "")))

    def get_absolute_url(self) -> str:
        return f"/pipelines/drafts/{self.pk}/"


class DraftProposal(models.Model):
    """A change that a colleague proposes to one stage of a draft, or (no `stage_key`) to the whole."""

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        ACCEPTED = "accepted", _("Accepted")
        DECLINED = "declined", _("Declined")

    draft = models.ForeignKey(PipelineDraft, on_delete=models.CASCADE, related_name="proposals")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    stage_key = models.CharField(max_length=64, blank=True, default="")
    text = models.TextField()
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    created_at = models.DateTimeField(auto_now_add=True)
    judged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.text[:60]
