"""What a draft would do to a live pipeline and its deals, before it does it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from kariz.pipeline.models import Criterion, Pipeline, Stage, StageActivity
from kariz.pipeline.queries.stages import Process, process_of
from kariz.web.errors import FieldErrors

STAGE_FIELDS = (
    "name",
    "template",
    "segment",
    "prior",
    "expected_conversion",
    "won_on_leaving",
    "holds_won",
    "advances_itself",
    "stale_after_days",
    "playbook",
)
ACTIVITY_FIELDS = ("name", "template", "kind", "due_in_days")
CRITERION_FIELDS = ("name", "template", "kind", "params", "policy")


@dataclass(frozen=True, slots=True)
class Change:
    """One line of the preview: what (added, renamed, moved, changed, merged, retired), to which stage, how many
    deals it touches."""

    what: str
    stage: str
    text: str
    deals: int = 0


@dataclass(slots=True)
class Plan:
    """Everything that going live would do. `merged` maps a leaving stage to the one that takes its deals."""

    changes: list[Change] = field(default_factory=list)
    merged: dict[int, int | None] = field(default_factory=dict)

    @property
    def deals(self) -> int:
        return sum(change.deals for change in self.changes if change.what in ("merged", "retired"))


def design_of(pipeline: Pipeline) -> dict[str, Any]:
    """The live pipeline as a design, with the ids that tie it to what exists."""
    process = process_of(pipeline)
    return {
        "name": pipeline.name,
        "template": pipeline.template,
        "process": pipeline.process,
        "summary": pipeline.summary,
        "revision": pipeline.revision,
        "stages": [_stage_design(stage, process) for stage in process.stages],
        "removed": [],
    }


def _stage_design(stage: Stage, process: Process) -> dict[str, Any]:
    shown = {"id": stage.pk, "key": f"s{stage.pk}"} | {name: getattr(stage, name) for name in STAGE_FIELDS}
    shown["activities"] = [_row_design(one, ACTIVITY_FIELDS) for one in process.activities.get(stage.pk, [])]
    shown["criteria"] = [_row_design(one, CRITERION_FIELDS) for one in process.criteria.get(stage.pk, [])]
    return shown


def _row_design(row: StageActivity | Criterion, names: tuple[str, ...]) -> dict[str, Any]:
    return {"id": row.pk} | {name: getattr(row, name) for name in names}


def plan(pipeline: Pipeline | None, design: dict[str, Any]) -> Plan:
    """Compare `design` with the live pipeline. Raises FieldErrors where deals would have nowhere to go."""
    found = Plan()
    if pipeline is None:
        found.changes = [Change("added", _title(stage), "") for stage in design["stages"]]
        return found
    process = process_of(pipeline)
    live = {stage.pk: stage for stage in process.stages}
    counts = _deal_counts(pipeline)
    kept = [stage["id"] for stage in design["stages"] if stage.get("id") in live]
    found.merged = _targets(design, live, kept, counts)
    for pk, into in found.merged.items():
        what = "merged" if into else "retired"
        target = next((_title(stage) for stage in design["stages"] if stage.get("id") == into), "")
        found.changes.append(Change(what, live[pk].title, target, counts.get(pk, 0)))
    order = [pk for pk in (stage.pk for stage in process.stages) if pk in kept]
    for stage in design["stages"]:
        found.changes += _stage_changes(stage, live, process, counts)
    if order != kept:
        found.changes.append(Change("moved", "", str(_("The order of the stages changes.")), 0))
    return found


def _targets(
    design: dict[str, Any], live: dict[int, Stage], kept: list[int], counts: dict[int, int]
) -> dict[int, int | None]:
    chosen = {row["id"]: row.get("into") for row in design.get("removed", []) if "id" in row}
    errors: dict[str, list[Any]] = {}
    merged: dict[int, int | None] = {}
    holds = {
        stage["id"]: bool(stage.get("holds_won")) for stage in design["stages"] if stage.get("id") in live
    }
    places = {stage.get("id"): place for place, stage in enumerate(design["stages"])}
    for pk, stage in live.items():
        if pk in kept:
            if counts.get(pk) and holds[pk] != stage.holds_won:
                errors[f"stages.{places[pk]}.holds_won"] = [_won_elsewhere(stage, counts[pk])]
            continue
        into = chosen.get(pk)
        if counts.get(pk) and into not in kept:
            errors[f"removed.{pk}"] = [
                _("Choose the stage that takes the %(count)d deals of “%(stage)s”.")
                % {"count": counts[pk], "stage": stage.title}
            ]
        elif into in kept and holds[into] != stage.holds_won and counts.get(pk):
            errors[f"removed.{pk}"] = [
                _("Open deals cannot go to a stage of won deals, nor the other way round.")
            ]
        merged[pk] = into if into in kept else None
    if errors:
        raise FieldErrors(errors)
    return merged


def _won_elsewhere(stage: Stage, count: int) -> str:
    """Deals are won by what they did, not by a mark that moves over them."""
    told = {"count": count, "stage": stage.title}
    if stage.holds_won:
        return (
            _("“%(stage)s” holds %(count)d won deals; it must stay behind the stage that is won on leaving.")
            % told
        )
    return _("“%(stage)s” holds %(count)d open deals; it cannot become a stage of won deals.") % told


def _stage_changes(
    design: dict[str, Any], live: dict[int, Stage], process: Process, counts: dict[int, int]
) -> Iterator[Change]:
    stage = live.get(design.get("id", 0))
    if stage is None:
        yield Change("added", _title(design), "")
        return
    count = counts.get(stage.pk, 0)
    if (design.get("name", ""), design.get("template", "")) != (stage.name, stage.template):
        yield Change("renamed", stage.title, _title(design), count)
    changed = [name for name in STAGE_FIELDS[2:] if name in design and design[name] != getattr(stage, name)]
    if changed:
        yield Change("changed", stage.title, str(_("Its settings change.")), count)
    if _rows_differ(design.get("criteria", []), process.criteria.get(stage.pk, []), CRITERION_FIELDS):
        yield Change(
            "changed", stage.title, str(_("Its criteria change; what is missing is worked out anew.")), count
        )
    if _rows_differ(design.get("activities", []), process.activities.get(stage.pk, []), ACTIVITY_FIELDS):
        yield Change(
            "changed", stage.title, str(_("Its activities change for deals that enter from now on.")), 0
        )


def _rows_differ(designs: list[dict[str, Any]], rows: Any, names: tuple[str, ...]) -> bool:
    return [_plain(one, names) for one in designs] != [_plain(_row_design(row, names), names) for row in rows]


def _plain(design: dict[str, Any], names: tuple[str, ...]) -> tuple[Any, ...]:
    defaults = {"name": "", "template": "", "params": {}, "policy": "block", "kind": "task", "due_in_days": 1}
    return (design.get("id"), *(design.get(name, defaults.get(name)) for name in names))


def _title(design: dict[str, Any]) -> str:
    return Stage(name=design.get("name", ""), template=design.get("template", "")).title


def _deal_counts(pipeline: Pipeline) -> dict[int, int]:
    """Deals that stand in each stage and must be somewhere afterwards: on the board, resting or in the bin."""
    rows = pipeline.deals.filter(Q(on_board=True) | Q(outcome="resting") | Q(deleted_at__isnull=False))
    return dict(rows.order_by().values("stage").annotate(count=Count("id")).values_list("stage", "count"))
