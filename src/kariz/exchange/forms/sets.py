"""What the page of a set sends, as the actions take it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import QueryDict

CHOICES = (
    "existing",
    "alike",
    "owner",
    "currency",
    "unit",
    "rate",
    "calendar",
    "day_order",
    "unreadable",
    "asides",
    "several",
)


def given(data: QueryDict, pipeline: int | None, pipelines: Mapping[str, str]) -> dict[str, Any]:
    """Arguments of `sets.change`; stages are only as true as the pipeline that they were chosen for."""
    options: dict[str, Any] = {name: data[name] for name in CHOICES if name in data}
    options["all_or_nothing"] = "all_or_nothing" in data
    chosen = data.get("pipeline", "")
    if chosen.isdecimal() and len(chosen) < 19:
        options["pipeline"] = int(chosen)
    if "pipeline_text" in data:
        options["pipelines"] = dict(
            zip(data.getlist("pipeline_text"), data.getlist("pipeline_meaning"), strict=False)
        )
    if "owner_text" in data:
        options["people"] = dict(zip(data.getlist("owner_text"), data.getlist("owner_meaning"), strict=False))
    same = options.get("pipeline") == pipeline and options.get("pipelines", {}) == dict(pipelines)
    if same and "stage_text" in data:
        options["stages"] = dict(zip(data.getlist("stage_text"), data.getlist("stage_meaning"), strict=False))
    version = data.get("version", "")
    return {"options": options, "version": int(version) if version.isdecimal() else None}
