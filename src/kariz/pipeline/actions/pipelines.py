"""Making a pipeline of a design. Changing a live one goes through a draft and its preview (drafts)."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kariz.events.actions import log
from kariz.pipeline.models import (
    Criterion,
    LostReason,
    Outcome,
    Pipeline,
    PipelineRevision,
    Stage,
    StageActivity,
)
from kariz.pipeline.queries.plan import STAGE_FIELDS
from kariz.pipeline.rules.designs import check
from kariz.pipeline.template_texts import LOST_REASONS
from kariz.web.errors import DomainError
from kariz.web.lines import one_line


class StillInUse(DomainError):
    """Deals are still on the board of the pipeline."""

    code = "pipeline_in_use"
    status = 409

    def __init__(self) -> None:
        super().__init__(_("Deals are still on its board: close them or move them first."))


def create(*, design: dict[str, Any], by: Any) -> Pipeline:
    """Make a live pipeline of `design` (see default_design). Raises NotAllowed, FieldErrors."""
    by.require("pipeline.design")
    check(design)
    with transaction.atomic():
        pipeline = Pipeline.objects.create(
            name=design.get("name", ""),
            template=design.get("template", ""),
            process=design.get("process", ""),
            summary=design.get("summary", ""),
            position=Pipeline.objects.count(),
        )
        for position, stage in enumerate(design["stages"]):
            add_stage(pipeline, stage, position)
        make_lost_reasons()
        keep_revision(pipeline)
        log.append(
            by=by,
            verb="pipeline.created",
            subject=("pipeline", pipeline.pk),
            data={"name": str(pipeline.title)},
        )
    return pipeline


def add_stage(pipeline: Pipeline, design: dict[str, Any], position: int) -> Stage:
    values = {name: design[name] for name in STAGE_FIELDS if name in design}
    stage = Stage.objects.create(pipeline=pipeline, position=position, **values)
    for place, one in enumerate(design.get("activities", [])):
        add_activity(stage, one, place)
    for place, one in enumerate(design.get("criteria", [])):
        add_criterion(stage, one, place)
    return stage


def add_activity(stage: Stage, design: dict[str, Any], position: int) -> StageActivity:
    return StageActivity.objects.create(
        stage=stage,
        position=position,
        name=design.get("name", ""),
        template=design.get("template", ""),
        kind=design.get("kind", "task"),
        due_in_days=design.get("due_in_days", 1),
    )


def add_criterion(stage: Stage, design: dict[str, Any], position: int) -> Criterion:
    return Criterion.objects.create(
        stage=stage,
        position=position,
        name=design.get("name", ""),
        template=design.get("template", ""),
        kind=design["kind"],
        params=design.get("params", {}),
        policy=design.get("policy", "block"),
    )


def make_lost_reasons() -> None:
    """The reasons a loss can have, once; the company may rename and add."""
    if LostReason.objects.exists():
        return
    LostReason.objects.bulk_create(
        LostReason(template=key, position=place) for place, key in enumerate(LOST_REASONS)
    )


def keep_revision(pipeline: Pipeline) -> PipelineRevision:
    """Remember the stages as they are now, for boards as of a later yesterday."""
    stages = [
        {
            "id": stage.pk,
            "name": stage.name,
            "template": stage.template,
            "segment": stage.segment,
            "prior": stage.prior,
            "holds_won": stage.holds_won,
            "won_on_leaving": stage.won_on_leaving,
            "stale_after_days": stage.stale_after_days,
        }
        for stage in pipeline.stages.filter(retired_at=None).order_by("position", "id")
    ]
    return PipelineRevision.objects.create(
        pipeline=pipeline, number=pipeline.revision, at=timezone.now(), design={"stages": stages}
    )


def rename(*, pipeline: Pipeline, name: str, by: Any) -> Pipeline:
    """Another name. Raises NotAllowed, FieldErrors."""
    by.require("pipeline.design")
    wanted = one_line(name, field="name", limit=200)
    if wanted == pipeline.title:
        return pipeline
    with transaction.atomic():
        Pipeline.objects.filter(pk=pipeline.pk).update(name=wanted, changed_at=timezone.now())
        log.append(
            by=by,
            verb="pipeline.renamed",
            subject=("pipeline", pipeline.pk),
            changes={"name": [str(pipeline.title), wanted]},
        )
    pipeline.refresh_from_db()
    return pipeline


def archive(*, pipeline: Pipeline, by: Any) -> Pipeline:
    """Take it out of use; its history stays. Raises StillInUse while open or resting deals are in it."""
    by.require("pipeline.design")
    with transaction.atomic():
        resting = Q(outcome=Outcome.RESTING, deleted_at=None)
        if pipeline.deals.filter(Q(on_board=True) | resting).exists():
            raise StillInUse
        now = timezone.now()
        used = Pipeline.objects.filter(pk=pipeline.pk, archived_at=None)
        if used.update(archived_at=now, changed_at=now):
            log.append(by=by, verb="pipeline.archived", subject=("pipeline", pipeline.pk))
    pipeline.refresh_from_db()
    return pipeline


def unarchive(*, pipeline: Pipeline, by: Any) -> Pipeline:
    """Bring it back into use."""
    by.require("pipeline.design")
    with transaction.atomic():
        put_away = Pipeline.objects.filter(pk=pipeline.pk, archived_at__isnull=False)
        if put_away.update(archived_at=None, changed_at=timezone.now()):
            log.append(by=by, verb="pipeline.unarchived", subject=("pipeline", pipeline.pk))
    pipeline.refresh_from_db()
    return pipeline
