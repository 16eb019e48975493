from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kariz.access.queries.visibility import VisibleQuerySet
from kariz.people.models import Company, Contact
from kariz.pipeline.models.pipeline import LostReason, Pipeline, Segment, Stage
from kariz.records.models import CustomValues, KeptValue, kept_indexes
from kariz.web.addresses import numbered


class Outcome(models.TextChoices):
    OPEN = "open", _("Open")
    WON = "won", _("Won")
    LOST = "lost", _("Lost")
    RESTING = "resting", _("Resting")


class DealQuerySet(VisibleQuerySet):
    def open(self) -> DealQuerySet:
        return self.filter(outcome=Outcome.OPEN)

    def on_board(self) -> DealQuerySet:
        """Open deals, and won ones until their hand-over; none from the bin."""
        return self.filter(on_board=True)


class Deal(CustomValues):
    """The one record that travels: lead, prospect, deal, customer. Amount in minor units of `currency`."""

    pipeline = models.ForeignKey(Pipeline, on_delete=models.PROTECT, related_name="deals")
    stage = models.ForeignKey(Stage, on_delete=models.PROTECT, related_name="deals")
    title = models.CharField(max_length=300)
    folded = models.CharField(max_length=400, default="")
    company = models.ForeignKey(Company, null=True, on_delete=models.SET_NULL, related_name="deals")
    contact = models.ForeignKey(Contact, null=True, on_delete=models.SET_NULL, related_name="deals")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="deals", db_index=False
    )
    amount = models.BigIntegerField(null=True)
    currency = models.CharField(max_length=3)
    rate = models.DecimalField(max_digits=20, decimal_places=8, default=1)
    """One minor unit of `currency` in minor units of the base currency."""
    base_amount = models.BigIntegerField(default=0)
    """`amount` in the company's base currency, 0 when unknown: what sums add up."""
    expected_close = models.DateField(null=True)
    outcome = models.CharField(max_length=8, choices=Outcome, default=Outcome.OPEN)
    closed_at = models.DateTimeField(null=True)
    lost_reason = models.ForeignKey(
        LostReason, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    outcome_note = models.CharField(max_length=500, blank=True, default="")
    resting_until = models.DateField(null=True)
    handed_over_at = models.DateTimeField(null=True)
    on_board = models.BooleanField(default=True)
    channel = models.CharField(max_length=32, blank=True, default="")
    notes = models.TextField(blank=True, default="")
    ticks = models.JSONField(default=dict)
    """{criterion key: {"by": user id, "at": iso time}} for the boxes ticked."""
    external_id = models.CharField(max_length=120, blank=True, default="")
    entered_stage_at = models.DateTimeField(default=timezone.now)
    missing = models.JSONField(default=list)
    """[{"criterion": id, "kind": …, "policy": …, "why": …?}] as of the last refresh; the gate evaluates afresh."""
    missing_count = models.PositiveSmallIntegerField(default=0)
    open_obstacles = models.PositiveSmallIntegerField(default=0)
    next_step_at = models.DateTimeField(null=True)
    next_step_id = models.BigIntegerField(null=True)
    attention = models.BigIntegerField(default=0)
    """Board order: 0 without a next step, else its due time in Unix seconds."""
    last_touch_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(default=timezone.now)
    deleted_at = models.DateTimeField(null=True)

    objects = DealQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["stage", "attention", "id"], name="deal_column", condition=Q(on_board=True)),
            models.Index(
                # The last two stand in the condition as well: SQLite else looks at every row to see them.
                fields=["pipeline", "stage", "outcome", "base_amount", "owner", "on_board", "deleted_at"],
                name="deal_totals",
                condition=Q(on_board=True, deleted_at=None),
            ),
            models.Index(
                # The last three are for the sums of each owner, which this index gives alone.
                fields=["owner", "outcome", "attention", "base_amount", "on_board", "deleted_at"],
                name="deal_owner",
            ),
            models.Index(
                # Few or none: what every sum has to say beside it costs nothing where there is nothing to say.
                fields=["pipeline", "stage", "owner", "currency", "amount"],
                name="deal_no_rate",
                condition=Q(rate=0),
            ),
            models.Index(
                fields=["lost_reason"], name="deal_lost_reason", condition=Q(lost_reason__isnull=False)
            ),
            models.Index(fields=["resting_until"], name="deal_resting", condition=Q(outcome="resting")),
            models.Index(fields=["expected_close", "id"], name="deal_close_date"),
            models.Index(fields=["-updated_at", "-id"], name="deal_recent"),
            # An index for each order that the table of deals on the board has: a page is read from one alone.
            *(
                models.Index(fields=[name, "id"], name=f"deal_board_{name}"[:30], condition=Q(on_board=True))
                for name in (
                    "folded",
                    "base_amount",
                    "attention",
                    "entered_stage_at",
                    "updated_at",
                )
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["external_id"], condition=~Q(external_id=""), name="deal_external_id"
            ),
            models.CheckConstraint(condition=Q(amount__isnull=True) | Q(amount__gte=0), name="deal_amount"),
            models.CheckConstraint(
                condition=Q(outcome="open", closed_at=None) | ~Q(outcome="open"), name="deal_open_not_closed"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return numbered("pipeline:deal", self.pk)

    @property
    def is_open(self) -> bool:
        return self.outcome == Outcome.OPEN

    @property
    def called(self) -> Any:
        """What the record is called on its way: lead, prospect, deal, customer."""
        if self.outcome == Outcome.WON:
            return _("Customer")
        return {Segment.GENERATION: _("Lead"), Segment.NURTURING: _("Prospect")}.get(
            Segment(self.stage.segment), _("Deal")
        )

    @property
    def has_ended(self) -> bool:
        """Lost, or won and handed over: nothing more is asked of it."""
        return self.outcome in (Outcome.WON, Outcome.LOST) and not self.on_board

    @property
    def days_in_stage(self) -> int:
        """Of a deal that has ended those until then."""
        ended = (self.handed_over_at or self.closed_at) if self.has_ended else None
        return max(0, ((ended or timezone.now()) - self.entered_stage_at).days)


class DealValue(KeptValue):
    """A custom value of a deal, by which it is found."""

    record = models.ForeignKey(Deal, on_delete=models.CASCADE, related_name="kept", db_index=False)

    class Meta:
        indexes = kept_indexes("deal")


class StageVisit(models.Model):
    """One stay of a deal in a stage; written only by the moves."""

    class How(models.TextChoices):
        CREATED = "created", _("created")
        MOVED = "moved", _("moved")
        ADVANCED = "advanced", _("advanced by itself")
        IMPORTED = "imported", _("imported")
        MERGED = "merged", _("stage merged")
        RETURNED = "returned", _("came back")

    # Without indexes of their own: those below begin with them.
    deal = models.ForeignKey(Deal, on_delete=models.CASCADE, related_name="visits", db_index=False)
    stage = models.ForeignKey(Stage, on_delete=models.PROTECT, related_name="visits", db_index=False)
    entered_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)
    how = models.CharField(max_length=10, choices=How)
    entered_by = models.BigIntegerField(null=True)
    reason = models.CharField(max_length=500, blank=True, default="")
    undone = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["deal", "entered_at"], name="visit_deal"),
            models.Index(fields=["stage", "entered_at"], name="visit_stage"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["deal"], condition=Q(left_at=None), name="one_open_visit_a_deal"),
        ]

    def __str__(self) -> str:
        return f"{self.deal_id} in {self.stage_id}"


class DealState(models.Model):
    """What a deal was from one moment to another: what every as-of read uses."""

    deal = models.ForeignKey(Deal, on_delete=models.CASCADE, related_name="states")
    valid_from = models.DateTimeField()
    valid_to = models.DateTimeField(null=True)
    # Asked only through the index below; each further index is paid for by every move.
    pipeline = models.ForeignKey(Pipeline, on_delete=models.CASCADE, related_name="+", db_index=False)
    stage = models.ForeignKey(Stage, on_delete=models.PROTECT, related_name="+", db_index=False)
    outcome = models.CharField(max_length=8)
    on_board = models.BooleanField()
    base_amount = models.BigIntegerField()
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    expected_close = models.DateField(null=True)
    revision = models.PositiveIntegerField()

    class Meta:
        indexes = [
            models.Index(
                # Sums by stage and the largest of each stage, both read from the index alone.
                fields=["pipeline", "stage", "base_amount", "id", "valid_from", "valid_to", "on_board"],
                name="state_as_of",
                condition=Q(on_board=True),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["deal"], condition=Q(valid_to=None), name="one_current_state_a_deal"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.deal_id} since {self.valid_from}"
