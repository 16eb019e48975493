"""The shapes that the API takes and gives. Amounts are whole minor units of `currency` (rial has none)."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from ninja import Field, Schema
from pydantic import AwareDatetime, ConfigDict

from kariz.localisation.money import MAX_AMOUNT


class In(Schema):
    """A body: unknown fields are refused, so that nothing hidden can be set."""

    model_config = ConfigDict(extra="forbid")


class CriterionOut(Schema):
    id: int
    text: str
    kind: str
    params: dict[str, Any]
    policy: str


class StageActivityOut(Schema):
    id: int
    name: str
    kind: str
    due_in_days: int


class StageOut(Schema):
    id: int
    name: str
    pipeline: int
    position: int
    segment: str
    prior: int
    expected_conversion: int
    won_on_leaving: bool
    holds_won: bool
    advances_itself: bool
    retired: bool
    criteria: list[CriterionOut]
    activities: list[StageActivityOut]


class PipelineOut(Schema):
    id: int
    name: str
    revision: int
    archived: bool
    stages: list[StageOut]


class PipelineIn(In):
    """A design as the builder makes it; without `stages` the eight-stage template."""

    name: str = Field("", max_length=200)
    stages: list[dict[str, Any]] | None = None


class DealOut(Schema):
    id: int
    title: str
    pipeline: int
    stage: int
    segment: str
    outcome: str
    company: int | None
    contact: int | None
    owner: int | None
    amount: int | None
    currency: str
    base_amount: int
    expected_close: date | None
    channel: str
    notes: str
    external_id: str
    closed_at: datetime | None
    lost_reason: int | None
    outcome_note: str
    resting_until: date | None
    handed_over_at: datetime | None
    entered_stage_at: datetime
    next_step_at: datetime | None
    missing: list[dict[str, Any]]
    open_obstacles: int
    version: int
    created_at: datetime
    updated_at: datetime
    custom: dict[str, Any] = {}
    """{key: value} of the company's own fields."""


class NextOut(Schema):
    """What comes next: the step that is due first, the stage that follows, and what the present one still asks for."""

    step: dict[str, Any] | None
    stage: dict[str, Any] | None
    asks: list[dict[str, Any]]


class DealReadOut(DealOut):
    what_next: NextOut


class DealIn(In):
    title: str = Field(max_length=300)
    pipeline: int | None = None
    stage: int | None = None
    company: int | None = None
    contact: int | None = None
    owner: int | None = None
    amount: int | None = Field(None, ge=0, le=MAX_AMOUNT)
    currency: str = Field("", max_length=3)
    rate: Decimal = Field(Decimal(1), gt=0, lt=10**11)
    """Minor units of the company's currency in one minor unit of `currency`."""
    expected_close: date | None = None
    channel: str = Field("", max_length=32)
    notes: str = Field("", max_length=20_000)
    external_id: str = Field("", max_length=120)
    reason: str = Field("", max_length=500)
    custom: dict[str, Any] = {}


class DealPatch(In):
    """What is not sent stays; only what may be empty takes null."""

    title: str = Field("", max_length=300)
    company: int | None = None
    contact: int | None = None
    owner: int | None = None
    amount: int | None = Field(None, ge=0, le=MAX_AMOUNT)
    currency: str = Field("", min_length=3, max_length=3)
    rate: Decimal | None = Field(None, gt=0, lt=10**11)
    expected_close: date | None = None
    channel: str = Field("", max_length=32)
    notes: str = Field("", max_length=20_000)
    created_at: datetime | None = None
    """When the deal began: not after it was moved on or closed."""
    custom: dict[str, Any] = {}
    version: int | None = None


class MoveIn(In):
    stage: int
    reason: str = Field("", max_length=500)
    version: int | None = None


class MoveOut(Schema):
    deal: DealOut
    warnings: list[dict[str, Any]]
    event: int | None


class ClosureIn(In):
    """`outcome` won or lost; `reason` is the id of a lost reason, or a text for a win. `closed_on`: a past day, else
    today."""

    outcome: str
    reason: int | str | None = None
    note: str = Field("", max_length=500)
    closed_on: date | None = None
    version: int | None = None


class ClosurePatch(In):
    """How a closed deal ended; what is not sent, or null, stays."""

    closed_on: date | None = None
    reason: int | None = None
    note: str | None = Field(None, max_length=500)
    resting_until: date | None = None
    version: int | None = None


class RestIn(In):
    until: date
    reason: str = Field("", max_length=500)
    version: int | None = None


class HandOverIn(In):
    reason: str = Field("", max_length=500)
    version: int | None = None


class TickIn(In):
    ticked: bool
    version: int | None = None


class MemberIn(In):
    """`influence`: high, medium, low, or empty where nobody knows; left out, it stays as it is."""

    role: str
    stance: str = "unknown"
    influence: str | None = None


class MemberOut(Schema):
    contact: int
    name: str
    role: str
    stance: str
    influence: str
    also: list[dict[str, str]] = []
    """What records merged into this person said otherwise, each as role, stance and influence."""
    last_touch: datetime | None = None
    quiet: bool = False


class CommitteeOut(Schema):
    """Who sits in the committee and who is missing: `needed` by the stage's criteria, `usual` in sales like this."""

    members: list[MemberOut]
    needed: list[str]
    usual: list[str]
    single: bool


class OrgOut(Schema):
    """One person of the picture; `reports` are those who report to them."""

    contact: int
    name: str
    position: str
    role: str
    stance: str
    influence: str
    last_touch: datetime | None
    quiet: bool
    reports: list[OrgOut]


class LineIn(In):
    title: str = Field("", max_length=200)
    product: int | None = None
    quantity: Decimal = Field(Decimal(1), gt=0, lt=10**11)
    unit_price: int = Field(0, ge=0, le=MAX_AMOUNT)
    discount: Decimal = Field(Decimal(0), ge=0, le=100)


class LinesIn(In):
    lines: list[LineIn] = Field(max_length=200)
    version: int | None = None


class LineOut(Schema):
    product: int | None
    title: str
    quantity: Decimal
    unit_price: int
    discount: Decimal
    total: int


class ActivityOut(Schema):
    id: int
    kind: str
    name: str
    deal: int | None
    contact: int | None
    company: int | None
    owner: int | None
    due_at: datetime | None
    all_day: bool
    done_at: datetime | None
    result: str
    notes: str
    participants: list[int]
    version: int


class ActivityIn(In):
    """Planned, or with `done` recorded as done at once with its `result`; `done_at` is when, else now."""

    kind: str
    name: str = Field("", max_length=200)
    deal: int | None = None
    contact: int | None = None
    company: int | None = None
    owner: int | None = None
    due_at: AwareDatetime | None = None
    all_day: bool = False
    notes: str = Field("", max_length=20_000)
    participants: list[int] = Field(default_factory=list, max_length=100)
    done: bool = False
    done_at: AwareDatetime | None = None
    result: str = "done"


class ActivityPatch(In):
    kind: str = ""
    name: str = Field("", max_length=200)
    owner: int | None = None
    deal: int | None = None
    contact: int | None = None
    company: int | None = None
    due_at: AwareDatetime | None = None
    all_day: bool = False
    done_at: AwareDatetime | None = Field(None, description="Of one that is done, when it happened.")
    notes: str = Field("", max_length=20_000)
    version: int | None = None


class CompletionIn(In):
    result: str = "done"
    done_at: AwareDatetime | None = Field(None, description="When it happened, else now.")
    notes: str | None = Field(None, max_length=20_000)
    participants: list[int] | None = Field(None, max_length=100)
    version: int | None = None


class ObstacleOut(Schema):
    id: int
    deal: int
    kind: str
    text: str
    owner: int | None
    opened_at: datetime
    due_on: date | None
    cleared_at: datetime | None
    resolution: str
    version: int


class ObstacleIn(In):
    deal: int
    text: str = Field(max_length=500)
    kind: str = "other"
    owner: int | None = None
    due_on: date | None = None


class ClearanceIn(In):
    resolution: str = Field("", max_length=500)
    version: int | None = None


class ProductOut(Schema):
    id: int
    name: str
    code: str
    price: int | None
    currency: str
    unit: str
    retired: bool
    version: int


class ProductIn(In):
    name: str = Field(max_length=200)
    code: str = Field("", max_length=60)
    price: int | None = Field(None, ge=0, le=MAX_AMOUNT)
    unit: str = Field("", max_length=40)


class ProductPatch(In):
    version: int
    name: str = Field("", max_length=200)
    code: str = Field("", max_length=60)
    price: int | None = Field(None, ge=0, le=MAX_AMOUNT)
    unit: str = Field("", max_length=40)
    retired: bool = False


class LostReasonOut(Schema):
    id: int
    name: str
