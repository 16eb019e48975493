"""What rules, filters and sorting may ask of a deal."""

from __future__ import annotations

from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kariz.access.models import User
from kariz.localisation.currencies import CURRENCIES
from kariz.organisation.queries.current import organisation
from kariz.people.models import Channel
from kariz.people.rule_fields import fit_fields
from kariz.pipeline.models import Deal, LostReason, Outcome, Pipeline, Segment, Stage
from kariz.rules.fields import Field, register


def stages() -> list[tuple[int, str]]:
    return [(stage.pk, stage.title) for stage in Stage.objects.filter(retired_at=None)]


def pipelines() -> list[tuple[int, str]]:
    return [(one.pk, one.title) for one in Pipeline.objects.filter(archived_at=None)]


def users() -> list[tuple[int, str]]:
    return list(User.objects.order_by("name").values_list("pk", "name"))


def _reasons() -> list[tuple[int, str]]:
    return [(one.pk, one.title) for one in LostReason.objects.filter(retired_at=None)]


def currencies() -> list[tuple[str, str]]:
    """[(code, name)], the company's own first."""
    language, own = get_language() or "fa", organisation().currency
    codes = sorted(CURRENCIES, key=lambda code: code != own)
    return [(code, f"{CURRENCIES[code].name(language)} ({code})") for code in codes]


def _field(name: str, label: Any, type_: str, path: str, **more: Any) -> Field:
    return Field(name=name, label=label, type=type_, path=path, **more)


def register_deal_fields() -> None:
    register(
        "deal",
        _field("title", _("Title"), "text", "title", folded_path="folded", sort_path="folded", sortable=True),
        _field(
            "pipeline", _("Pipeline"), "reference", "pipeline_id", choices=pipelines, reference="pipeline"
        ),
        _field(
            "stage",
            _("Stage"),
            "reference",
            "stage_id",
            choices=stages,
            reference="stage",
            sortable=True,
            sort_path="stage__position",
            groupable=True,
        ),
        _field("segment", _("Segment"), "choice", "stage__segment", choices=Segment.choices, groupable=True),
        _field(
            "outcome",
            _("Outcome"),
            "choice",
            "outcome",
            choices=Outcome.choices,
            groupable=True,
            sortable=True,
        ),
        _field(
            "owner",
            _("Owner"),
            "reference",
            "owner_id",
            choices=users,
            reference="user",
            sortable=True,
            sort_path="owner__name",
            groupable=True,
        ),
        _field("amount", _("Amount"), "money", "base_amount", sortable=True),
        _field(
            "currency", _("Currency"), "choice", "currency", choices=currencies, groupable=True, sortable=True
        ),
        _field("expected_close", _("Expected close date"), "date", "expected_close", sortable=True),
        _field(
            "channel",
            _("Channel"),
            "choice",
            "channel",
            choices=Channel.choices,
            groupable=True,
            sortable=True,
        ),
        _field("created_at", _("Created"), "datetime", "created_at", sortable=True),
        _field("updated_at", _("Changed"), "datetime", "updated_at", sortable=True),
        _field("closed_at", _("Closed on"), "datetime", "closed_at", sortable=True),
        _field("resting_until", _("Rests until"), "date", "resting_until", sortable=True),
        _field("in_stage", _("Days in stage"), "age", "entered_stage_at", sortable=True),
        _field("last_touch", _("Days since the last touch"), "age", "last_touch_at", sortable=True),
        _field("next_step", _("Next step"), "datetime", "next_step_at", sortable=True, sort_path="attention"),
        _field("missing", _("Things missing"), "number", "missing_count", sortable=True),
        _field("obstacles", _("Open obstacles"), "number", "open_obstacles", sortable=True),
        _field(
            "lost_reason",
            _("Reason for the loss"),
            "reference",
            "lost_reason_id",
            choices=_reasons,
            reference="reason",
        ),
        _field(
            "company",
            _("Company"),
            "reference",
            "company_id",
            reference="company",
            sortable=True,
            sort_path="company__name_key",
        ),
        _field("company.name", _("Company name"), "text", "company__name", folded_path="company__folded"),
        _field("company.size", _("Company size"), "number", "company__size"),
        _field("company.industry", _("Industry"), "text", "company__industry"),
        _field("company.city", _("City"), "text", "company__city"),
        *fit_fields("company__", "company.", _("Company"), kind="company"),
        _field(
            "contact",
            _("Contact"),
            "reference",
            "contact_id",
            reference="contact",
            sortable=True,
            sort_path="contact__name_key",
        ),
        _field("contact.name", _("Contact name"), "text", "contact__name", folded_path="contact__folded"),
        _field("contact.position", _("Job position"), "text", "contact__position"),
        *fit_fields("contact__", "contact.", _("Contact"), kind="contact"),
        model=Deal,
    )
