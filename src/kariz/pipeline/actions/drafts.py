"""A pipeline's draft: begun, saved, shown to colleagues, gone live."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kariz.access.models import User
from kariz.events.actions import log
from kariz.people.models import Profile
from kariz.pipeline.actions import pipelines, trail
from kariz.pipeline.actions.deal_values import shown_on_board
from kariz.pipeline.actions.refresh import refresh
from kariz.pipeline.default_design import default_design
from kariz.pipeline.models import Criterion, Deal, Pipeline, PipelineDraft, Stage, StageActivity, StageVisit
from kariz.pipeline.queries.plan import (
    ACTIVITY_FIELDS,
    CRITERION_FIELDS,
    STAGE_FIELDS,
    Plan,
    design_of,
    plan,
)
from kariz.pipeline.queries.stages import process_of
from kariz.pipeline.rules import designs
from kariz.pipeline.rules.criteria import MATCHES
from kariz.pipeline.rules.shape import shape
from kariz.records.actions import notifications
from kariz.web.errors import DomainError, Stale

CHUNK = 500


class DraftOutdated(DomainError):
    """The pipeline went on since the draft was begun."""

    code = "draft_outdated"
    status = 409


def begin(*, by: Any, pipeline: Pipeline | None = None, blank: bool = False) -> PipelineDraft:
    """The open draft of `pipeline`, or a new one; without a pipeline a draft of a new one from the template."""
    by.require("pipeline.design")
    if pipeline is not None:
        found = PipelineDraft.objects.filter(pipeline=pipeline, published_at=None).first()
        if found is not None:
            return found
        design = design_of(pipeline)
    else:
        design = {"name": "", "stages": []} if blank else default_design()
        for stage in design["stages"]:
            stage["key"] = stage["template"]
        if Profile.objects.filter(kind=Profile.Kind.COMPANY, retired_at=None).exists():
            _judge_by_profile(design)
    with transaction.atomic():
        draft = PipelineDraft.objects.create(pipeline=pipeline, owner=by, design=design)
        _tell(draft, by, "draft.begun")
    return draft


def _judge_by_profile(design: dict[str, Any]) -> None:
    """Where the ideal customer is described, its criterion is judged by that and not by a box."""
    for row in (row for stage in design["stages"] for row in stage["criteria"]):
        if row["template"] == "matches_icp":
            row["kind"] = MATCHES


def save(
    *,
    draft: PipelineDraft,
    by: Any,
    design: dict[str, Any],
    step: int | None = None,
    version: int | None = None,
) -> PipelineDraft:
    """Keep the design as far as it has come; it may be incomplete. Raises Stale."""
    by.require("pipeline.design")
    shape(design)
    seen = draft.version if version is None else version
    rows = PipelineDraft.objects.filter(pk=draft.pk, version=seen, published_at=None)
    with transaction.atomic():
        if not rows.update(
            design=design, step=step or draft.step, version=F("version") + 1, updated_at=timezone.now()
        ):
            raise Stale
        draft.refresh_from_db()
        _tell(draft, by, "draft.saved")
    return draft


def share(*, draft: PipelineDraft, by: Any) -> PipelineDraft:
    """Show the draft to colleagues, who are told, comment and propose."""
    by.require("pipeline.design")
    with transaction.atomic():
        rows = PipelineDraft.objects.filter(pk=draft.pk, shared_at=None)
        if not rows.update(shared_at=timezone.now()):
            return draft
        draft.refresh_from_db()
        notifications.send_many(
            users=User.objects.active().exclude(pk=by.pk).exclude(email=None),
            kind="draft_shared",
            data={"by": by.name, "draft": draft.title},
            url=draft.get_absolute_url(),
        )
        _tell(draft, by, "draft.shared")
    return draft


def discard(*, draft: PipelineDraft, by: Any) -> None:
    by.require("pipeline.design")
    with transaction.atomic():
        _tell(draft, by, "draft.discarded")
        draft.delete()


def publish(*, draft: PipelineDraft, by: Any, version: int | None = None) -> Pipeline:
    """The draft goes live as a whole. Raises NotAllowed, FieldErrors, DraftOutdated, Stale."""
    by.require("pipeline.design")
    designs.check(draft.design)
    with transaction.atomic():
        seen = draft.version if version is None else version
        rows = PipelineDraft.objects.filter(pk=draft.pk, version=seen, published_at=None)
        if not rows.update(published_at=timezone.now()):
            raise Stale
        if draft.pipeline is None:
            pipeline = pipelines.create(design=draft.design, by=by)
            PipelineDraft.objects.filter(pk=draft.pk).update(pipeline=pipeline)
            return pipeline
        return _change_live(draft.pipeline, draft.design, by)


def _change_live(pipeline: Pipeline, design: dict[str, Any], by: Any) -> Pipeline:
    pipeline.refresh_from_db()
    if design.get("revision", pipeline.revision) != pipeline.revision:
        raise DraftOutdated(
            _("The pipeline was changed since this draft was begun. Begin a new draft from it.")
        )
    what = plan(pipeline, design)
    now = timezone.now()
    pipeline.revision += 1
    Pipeline.objects.filter(pk=pipeline.pk).update(
        revision=pipeline.revision,
        changed_at=now,
        **{name: design.get(name, "") for name in ("name", "template", "process", "summary")},
    )
    for position, stage in enumerate(design["stages"]):
        _write_stage(pipeline, stage, position, now)
    moved = _merge(pipeline, what, by, now)
    pipelines.keep_revision(pipeline)
    pipeline.refresh_from_db()
    _refresh_deals(pipeline)
    log.append(
        by=by,
        verb="pipeline.changed",
        subject=("pipeline", pipeline.pk),
        data={"revision": pipeline.revision, "changes": [f"{one.what}: {one.stage}" for one in what.changes]}
        | {"moved": moved},
    )
    return pipeline


def _write_stage(pipeline: Pipeline, design: dict[str, Any], position: int, now: datetime) -> None:
    stage = Stage.objects.filter(pk=design.get("id", 0), pipeline=pipeline).first()
    if stage is None:
        pipelines.add_stage(pipeline, design, position)
        return
    values = {name: design[name] for name in STAGE_FIELDS if name in design}
    Stage.objects.filter(pk=stage.pk).update(position=position, retired_at=None, **values)
    _write_rows(StageActivity, stage, design.get("activities", []), ACTIVITY_FIELDS, now)
    _write_rows(Criterion, stage, design.get("criteria", []), CRITERION_FIELDS, now)


def _write_rows(
    model: type[StageActivity] | type[Criterion],
    stage: Stage,
    rows: Sequence[dict[str, Any]],
    names: tuple[str, ...],
    now: datetime,
) -> None:
    """Change what has an id, add what has none, retire what is left out."""
    own = model._default_manager.filter(stage=stage, retired_at=None)
    ids = {row["id"] for row in rows if row.get("id")}
    own.exclude(pk__in=ids).update(retired_at=now)
    for place, row in enumerate(rows):
        values = {name: row[name] for name in names if name in row}
        if not (row.get("id") and own.filter(pk=row["id"]).update(position=place, **values)):
            add = pipelines.add_activity if model is StageActivity else pipelines.add_criterion
            add(stage, row, place)


def _merge(pipeline: Pipeline, what: Plan, by: Any, now: datetime) -> dict[str, int]:
    """Carry the deals of leaving stages over, and retire the stages. Returns deals moved by stage id."""
    moved: dict[str, int] = {}
    for pk, into in what.merged.items():
        if into is not None:
            moved[str(pk)] = _carry_over(pipeline, pk, into, by, now)
        Stage.objects.filter(pk=pk).update(retired_at=now, merged_into=into)
    return moved


def _carry_over(pipeline: Pipeline, pk: int, into: int, by: Any, now: datetime) -> int:
    count = 0
    rows = Deal.objects.filter(stage_id=pk).filter(
        Q(on_board=True) | Q(outcome="resting") | Q(deleted_at__isnull=False)
    )
    # Locked: a deal that somebody moves out meanwhile stays where they put it.
    held = rows.select_related("pipeline").select_for_update(of=("self",)).order_by("pk")
    while chunk := list(held[:CHUNK]):
        ids = [deal.pk for deal in chunk]
        Deal.objects.filter(pk__in=ids, stage_id=pk).update(
            stage=into, entered_stage_at=now, version=F("version") + 1, updated_at=now
        )
        # In the bin an open deal's visit goes on too: it comes back where it was.
        staying = [deal for deal in chunk if shown_on_board(deal)]
        for deal in chunk:
            deal.stage_id, deal.entered_stage_at = into, now
        trail.leave(staying, at=now)
        trail.enter(staying, how=StageVisit.How.MERGED, by_id=by.pk)
        trail.record_state(chunk, at=now, revision=pipeline.revision)
        log.append_many(
            [
                log.Draft(by, "deal.stage_merged", ("deal", deal.pk), deal.pk, {"stage": [pk, into]})
                for deal in chunk
            ]
        )
        count += len(chunk)
    return count


def _refresh_deals(pipeline: Pipeline) -> None:
    """What is missing depends on the criteria, so every open deal is looked at anew."""
    process, last = process_of(pipeline), 0
    rows = Deal.objects.filter(pipeline=pipeline, on_board=True).select_related(
        "stage", "pipeline", "company", "contact"
    )
    while chunk := list(rows.filter(pk__gt=last).order_by("pk")[:CHUNK]):
        refresh(chunk, process=process)
        last = chunk[-1].pk


def _tell(draft: PipelineDraft, by: Any, verb: str) -> None:
    data = {"pipeline": draft.pipeline_id, "step": draft.step}
    log.append(by=by, verb=verb, subject=("pipeline_draft", draft.pk), data=data)
