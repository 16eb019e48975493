"""What filters and sorting may ask of an obstacle."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from kariz.pipeline.models import Obstacle, Outcome
from kariz.pipeline.rules.deal_fields import pipelines, stages, users
from kariz.rules.fields import Field, register


def register_obstacle_fields() -> None:
    owner: Any = {"choices": users, "reference": "user", "type": "reference"}
    register(
        "obstacle",
        Field(name="text", label=_("Obstacle"), type="text", path="text", by_letters=True, sortable=True),
        Field(
            name="kind",
            label=_("Kind"),
            type="choice",
            path="kind",
            choices=Obstacle.Kind.choices,
            sortable=True,
            groupable=True,
        ),
        Field(
            name="owner",
            label=_("Owner"),
            path="owner_id",
            sortable=True,
            sort_path="owner__name",
            groupable=True,
            **owner,
        ),
        Field(name="opened_at", label=_("Opened on"), type="datetime", path="opened_at", sortable=True),
        Field(name="open_for", label=_("Days open"), type="age", path="opened_at", sortable=True),
        Field(name="due_on", label=_("To be cleared by"), type="date", path="due_on", sortable=True),
        Field(name="cleared_at", label=_("Cleared on"), type="datetime", path="cleared_at", sortable=True),
        Field(
            name="pipeline",
            label=_("Pipeline"),
            type="reference",
            path="deal__pipeline_id",
            choices=pipelines,
            reference="pipeline",
        ),
        Field(
            name="stage",
            label=_("Stage"),
            type="reference",
            path="deal__stage_id",
            choices=stages,
            reference="stage",
            sortable=True,
            sort_path="deal__stage__position",
            groupable=True,
        ),
        Field(
            name="outcome",
            label=_("Outcome"),
            type="choice",
            path="deal__outcome",
            choices=Outcome.choices,
            sortable=True,
        ),
        Field(name="deal_owner", label=_("Owner of the deal"), path="deal__owner_id", **owner),
        Field(name="amount", label=_("Amount"), type="money", path="deal__base_amount", sortable=True),
        model=Obstacle,
    )
