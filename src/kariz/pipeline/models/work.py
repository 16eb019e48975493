from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kariz.access.queries.visibility import VisibleQuerySet
from kariz.people.models import Company, Contact
from kariz.pipeline.models.deal import Deal
from kariz.pipeline.models.pipeline import StageActivity, Titled
from kariz.web.addresses import numbered


class ActivityQuerySet(VisibleQuerySet):
    def open(self) -> ActivityQuerySet:
        return self.filter(done_at=None)


class Activity(Titled):
    """A task, call, meeting or any other touch; the only model of one. A deal is optional."""

    class Kind(models.TextChoices):
        TASK = "task", _("Task")
        CALL = "call", _("Call")
        MEETING = "meeting", _("Meeting")
        PRESENTATION = "presentation", _("Presentation")
        EMAIL = "email", _("E-mail")
        MESSAGE = "message", _("Message")
        VISIT = "visit", _("Visit")

    class Result(models.TextChoices):
        DONE = "done", _("Done")
        POSITIVE = "positive", _("Positive reply")
        NEGATIVE = "negative", _("Negative reply")
        NO_ANSWER = "no_answer", _("No answer")

    kind = models.CharField(max_length=16, choices=Kind, default=Kind.TASK)
    deal = models.ForeignKey(
        Deal, null=True, on_delete=models.CASCADE, related_name="activities", db_index=False
    )
    contact = models.ForeignKey(Contact, null=True, on_delete=models.SET_NULL, related_name="activities")
    company = models.ForeignKey(Company, null=True, on_delete=models.SET_NULL, related_name="activities")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="activities"
    )
    due_at = models.DateTimeField(null=True)
    all_day = models.BooleanField(default=True)
    done_at = models.DateTimeField(null=True)
    result = models.CharField(max_length=16, choices=Result, blank=True, default="")
    notes = models.TextField(blank=True, default="")
    participants = models.ManyToManyField(Contact, related_name="took_part_in")
    source = models.ForeignKey(StageActivity, null=True, on_delete=models.SET_NULL, related_name="+")
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=timezone.now)
    deleted_at = models.DateTimeField(null=True)

    objects = ActivityQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["deal", "done_at", "due_at"], name="activity_deal"),
            models.Index(fields=["owner", "due_at"], name="activity_owner", condition=Q(done_at=None)),
            models.Index(fields=["due_at"], name="activity_due", condition=Q(done_at=None)),
            # Few hang on nothing, and each is looked for among all.
            models.Index(
                fields=["owner"],
                name="activity_loose",
                condition=Q(deal=None, contact=None, company=None, deleted_at=None),
            ),
        ]

    def get_absolute_url(self) -> str:
        return numbered("pipeline:activity", self.pk)


class Obstacle(models.Model):
    """Something that stops a deal, until it is cleared."""

    class Kind(models.TextChoices):
        BUDGET = "budget", _("Budget")
        DECISION = "decision", _("Decision maker out of reach")
        COMPETITOR = "competitor", _("Competitor")
        TIMING = "timing", _("Timing")
        PRODUCT = "product", _("Product gap")
        LEGAL = "legal", _("Legal or purchasing")
        OTHER = "other", _("Other")

    deal = models.ForeignKey(Deal, on_delete=models.CASCADE, related_name="obstacles")
    kind = models.CharField(max_length=16, choices=Kind, default=Kind.OTHER)
    text = models.CharField(max_length=500)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(default=timezone.now)
    due_on = models.DateField(null=True)
    cleared_at = models.DateTimeField(null=True)
    resolution = models.CharField(max_length=500, blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["cleared_at", "opened_at"]
        indexes = [models.Index(fields=["deal", "cleared_at"], name="obstacle_deal")]

    def __str__(self) -> str:
        return self.text


class CommitteeMember(models.Model):
    """A person of the buying committee of a deal."""

    class Role(models.TextChoices):
        DECISION_MAKER = "decision_maker", _("Decision maker")
        ECONOMIC_BUYER = "economic_buyer", _("Economic buyer")
        CHAMPION = "champion", _("Champion")
        USER = "user", _("User")
        TECHNICAL_JUDGE = "technical_judge", _("Technical judge")
        LEGAL = "legal", _("Legal")
        BLOCKER = "blocker", _("Blocker")

    class Stance(models.TextChoices):
        SUPPORTER = "supporter", _("For us")
        NEUTRAL = "neutral", _("Neutral")
        OPPONENT = "opponent", _("Against us")
        UNKNOWN = "unknown", _("Unknown")

    class Influence(models.TextChoices):
        HIGH = "high", _("High influence")
        MEDIUM = "medium", _("Medium influence")
        LOW = "low", _("Low influence")

    deal = models.ForeignKey(Deal, on_delete=models.CASCADE, related_name="committee")
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="committees")
    role = models.CharField(max_length=16, choices=Role)
    stance = models.CharField(max_length=10, choices=Stance, default=Stance.UNKNOWN)
    influence = models.CharField(max_length=6, choices=Influence, blank=True, default="")
    """Empty while nobody knows."""
    also = models.JSONField(default=list, editable=False)
    """[{"role", "stance", "influence"}] that records merged into this person said otherwise, until somebody changes it."""

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["deal", "contact"], name="once_in_a_committee")]

    def __str__(self) -> str:
        return f"{self.contact_id} {self.role}"

    @property
    def also_in_words(self) -> list[str]:
        """What other records said of this person: "Champion · For us"."""
        kinds = (("role", self.Role), ("stance", self.Stance), ("influence", self.Influence))
        labels = {name: dict(kind.choices) for name, kind in kinds}
        told = (
            [str(labels[name][one[name]]) for name, _k in kinds if one[name] in labels[name]]
            for one in self.also
        )
        return [" · ".join(words) for words in told]


class Product(models.Model):
    """Price in minor units of `currency`."""

    name = models.CharField(max_length=200)
    code = models.CharField(max_length=60, blank=True, default="")
    folded = models.CharField(max_length=260, db_index=True)
    price = models.BigIntegerField(null=True)
    currency = models.CharField(max_length=3)
    unit = models.CharField(max_length=40, blank=True, default="")
    retired_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name


class DealLine(models.Model):
    """Quantity × unit price less a discount in percent; prices in minor units of the deal's currency."""

    deal = models.ForeignKey(Deal, on_delete=models.CASCADE, related_name="lines")
    product = models.ForeignKey(Product, null=True, on_delete=models.PROTECT, related_name="lines")
    title = models.CharField(max_length=200)
    quantity = models.DecimalField(max_digits=14, decimal_places=3, default=1)
    unit_price = models.BigIntegerField(default=0)
    discount = models.DecimalField(max_digits=5, decimal_places=2, default=0)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(discount__gte=0, discount__lte=100), name="line_discount"),
            models.CheckConstraint(condition=Q(quantity__gt=0, unit_price__gte=0), name="line_positive"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def total(self) -> int:
        return round(self.quantity * self.unit_price * (100 - self.discount) / 100)
