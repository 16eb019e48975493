"""Stages and their gates, read once for many deals."""

from __future__ import annotations

import threading
from collections import OrderedDict, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from kariz.pipeline.models import Criterion, Pipeline, Stage, StageActivity
from kariz.web.prepared import Prepared

Row = TypeVar("Row", Criterion, StageActivity)
MOST_KEPT = 32
"""Pipelines whose process one process of the server remembers."""


@dataclass(slots=True)
class Process:
    """A pipeline's live stages in order, with the criteria and activities of each. Shared: to read, not to change."""

    pipeline: Pipeline
    stages: list[Stage]
    criteria: dict[int, list[Criterion]] = field(default_factory=dict)
    activities: dict[int, list[StageActivity]] = field(default_factory=dict)

    def index(self, stage_id: int) -> int:
        """Position in the order; -1 for a retired stage, which lies before all."""
        return next((place for place, stage in enumerate(self.stages) if stage.pk == stage_id), -1)

    def gates(self, start: int, end: int) -> list[tuple[Stage, list[Criterion]]]:
        """The gates that a deal passes from stage index `start` up to, not into, `end`."""
        return [(stage, self.criteria.get(stage.pk, [])) for stage in self.stages[max(start, 0) : end]]

    def left(self, start_id: int, end_id: int) -> list[int]:
        """The stages that a deal leaves behind on its way from one to another."""
        passed = self.gates(self.index(start_id), self.index(end_id))
        return [start_id, *(stage.pk for stage, _own in passed)]

    def stage(self, stage_id: int) -> Stage | None:
        place = self.index(stage_id)
        return self.stages[place] if place >= 0 else None

    def after(self, stage_id: int) -> Stage | None:
        place = self.index(stage_id) + 1
        return self.stages[place] if 0 < place < len(self.stages) else None

    @property
    def winning(self) -> int:
        """Index of the stage that is won on leaving; behind the last open stage when none is marked."""
        return next(
            (place for place, stage in enumerate(self.stages) if stage.won_on_leaving), len(self.stages)
        )

    @property
    def won_stage(self) -> Stage | None:
        return next((stage for stage in self.stages if stage.holds_won), None)


def process_of(pipeline: Pipeline) -> Process:
    """Three queries the first time, none until the pipeline's `changed_at` moves."""
    key = (pipeline.pk, pipeline.changed_at)
    kept = _kept.get(key)
    if kept is None:
        kept = _read(pipeline)
        with _guard:
            _kept[key] = kept
            while len(_kept) > MOST_KEPT:
                _kept.popitem(last=False)
    return Process(pipeline, kept.stages, kept.criteria, kept.activities)


_kept: OrderedDict[tuple[int, datetime], Process] = OrderedDict()
_guard = threading.Lock()


def _read(pipeline: Pipeline) -> Process:
    stages = _stages(pipeline.pk)
    ids = [stage.pk for stage in stages]
    return Process(pipeline, stages, _by_stage(_criteria(ids)), _by_stage(_activities(ids)))


_stages = Prepared(
    lambda pipeline: Stage.objects.filter(pipeline=pipeline, retired_at=None).order_by("position", "id")
)
_criteria = Prepared(lambda stages: Criterion.objects.filter(stage__in=stages, retired_at=None))
_activities = Prepared(lambda stages: StageActivity.objects.filter(stage__in=stages, retired_at=None))


def _by_stage(rows: Iterable[Row]) -> dict[int, list[Row]]:
    grouped: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        grouped[row.stage_id].append(row)
    return dict(grouped)
