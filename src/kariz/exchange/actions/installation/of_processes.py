"""What a whole export says in words of its own process: boxes that were ticked, and steps that stages plan."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import cached_property
from typing import Any

from django.utils.dateparse import parse_datetime

from kariz.access.models import User
from kariz.exchange.queries.known.lost import titles
from kariz.pipeline.models import Deal, StageActivity
from kariz.pipeline.queries.stages import Process
from kariz.pipeline.rules.criteria import box_key
from kariz.reading.cells.values import same_name

LONGEST_NAME = 150


class OfProcesses:
    """The same things here, by what they are called in either language; each is asked for once."""

    def __init__(self, by: User, now: datetime) -> None:
        self._by, self._now = by, now
        self._boxes: dict[int, dict[str, str]] = {}

    def ticks(self, said: list[Mapping[str, str]], process: Process) -> dict[str, Any]:
        """The ticks of a deal, of boxes that its process has as well. Who ticks them here is who brings the list: whom it
        names is told beside, never as the doer."""
        boxes = self._boxes_of(process)
        found: dict[str, Any] = {}
        for one in said:
            if key := boxes.get(same_name(one.get("box", ""))):
                at, author = parse_datetime(one.get("at", "")) or self._now, one.get("by", "")
                found[key] = {"by": self._by.pk, "at": min(at, self._now).isoformat()}
                if author and same_name(author) != same_name(self._by.name):
                    found[key]["author"] = author[:LONGEST_NAME]
        return found

    def step(self, title: str, stage: str, deal: Deal | None) -> StageActivity | None:
        """The one that the deal's stage of that name plans."""
        if deal is None or not stage:
            return None
        return self._steps.get((deal.pipeline_id, same_name(stage), same_name(title)))

    def _boxes_of(self, process: Process) -> dict[str, str]:
        if (pk := process.pipeline.pk) not in self._boxes:
            criteria = [one for found in process.criteria.values() for one in found if one.kind == "box"]
            self._boxes[pk] = {same_name(title): box_key(one) for one in criteria for title in titles(one)}
        return self._boxes[pk]

    @cached_property
    def _steps(self) -> dict[tuple[int, str, str], StageActivity]:
        rows = StageActivity.objects.filter(retired_at=None, stage__retired_at=None).select_related("stage")
        return {
            (one.stage.pipeline_id, same_name(stage), same_name(title)): one
            for one in rows
            for stage in titles(one.stage)
            for title in titles(one)
        }
