"""Drafts of pipelines: a design that is made or changed, previewed, and put live as a whole."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema

from kariz.pipeline.actions import drafts
from kariz.pipeline.api import found, shown
from kariz.pipeline.api.schemas import In, PipelineOut
from kariz.pipeline.models import Pipeline, PipelineDraft
from kariz.pipeline.queries.drafts import visible_drafts
from kariz.pipeline.queries.plan import plan
from kariz.pipeline.rules import designs
from kariz.web.errors import NotFound

router = Router()
of_pipeline = Router()


class DraftOut(Schema):
    id: int
    pipeline: int | None
    owner: int
    design: dict[str, Any]
    version: int
    shared_at: datetime | None
    updated_at: datetime


class DraftIn(In):
    """`template`: begin with the eight stages; otherwise empty."""

    template: bool = True


class DesignIn(In):
    design: dict[str, Any]
    version: int


class ChangeOut(Schema):
    what: str
    stage: str
    text: str
    deals: int


class PlanOut(Schema):
    changes: list[ChangeOut]
    deals: int
    advice: list[str]


class PublicationIn(In):
    version: int


@router.get("", response=list[DraftOut])
def list_drafts(request: HttpRequest) -> list[dict[str, Any]]:
    """Every open draft that you may see; a company has few."""
    return [_out(draft) for draft in visible_drafts(request.user).order_by("pk")]


@router.post("", response={201: DraftOut})
def begin_new(request: HttpRequest, body: DraftIn) -> tuple[int, dict[str, Any]]:
    """A draft of a new pipeline."""
    return 201, _out(drafts.begin(by=request.user, blank=not body.template))


@router.get("/{int:draft_id}", response=DraftOut)
def read_draft(request: HttpRequest, draft_id: int) -> dict[str, Any]:
    return _out(_draft(request, draft_id))


@router.put("/{int:draft_id}", response=DraftOut)
def save_draft(request: HttpRequest, draft_id: int, body: DesignIn) -> dict[str, Any]:
    """Keep the design; it may be incomplete. 409 `stale` when `version` is old."""
    return _saved(request, _draft(request, draft_id), body)


@router.post("/{int:draft_id}/plan", response=PlanOut)
def plan_draft(request: HttpRequest, draft_id: int) -> dict[str, Any]:
    """What going live would do; 422 names what stands against it."""
    return _plan(request, _draft(request, draft_id))


@router.post("/{int:draft_id}/publication", response={201: PipelineOut})
def publish_draft(request: HttpRequest, draft_id: int, body: PublicationIn) -> tuple[int, dict[str, Any]]:
    return _published(request, _draft(request, draft_id), body)


@of_pipeline.post("/{int:pipeline_id}/draft", response={201: DraftOut})
def begin_again(request: HttpRequest, pipeline_id: int) -> tuple[int, dict[str, Any]]:
    """The open draft of a live pipeline, or a new one."""
    pipeline = found.one(Pipeline.objects.filter(archived_at=None), pipeline_id)
    return 201, _out(drafts.begin(by=request.user, pipeline=pipeline))


@of_pipeline.get("/{int:pipeline_id}/draft", response=DraftOut)
def read_of_pipeline(request: HttpRequest, pipeline_id: int) -> dict[str, Any]:
    return _out(_of_pipeline(request, pipeline_id))


@of_pipeline.put("/{int:pipeline_id}/draft", response=DraftOut)
def save_of_pipeline(request: HttpRequest, pipeline_id: int, body: DesignIn) -> dict[str, Any]:
    return _saved(request, _of_pipeline(request, pipeline_id), body)


@of_pipeline.post("/{int:pipeline_id}/draft/plan", response=PlanOut)
def plan_of_pipeline(request: HttpRequest, pipeline_id: int) -> dict[str, Any]:
    return _plan(request, _of_pipeline(request, pipeline_id))


@of_pipeline.post("/{int:pipeline_id}/draft/publication", response={201: PipelineOut})
def publish_of_pipeline(
    request: HttpRequest, pipeline_id: int, body: PublicationIn
) -> tuple[int, dict[str, Any]]:
    return _published(request, _of_pipeline(request, pipeline_id), body)


def _draft(request: HttpRequest, pk: int) -> PipelineDraft:
    return found.one(visible_drafts(request.user), pk)


def _of_pipeline(request: HttpRequest, pk: int) -> PipelineDraft:
    draft = visible_drafts(request.user).filter(pipeline=pk).first()
    if draft is None:
        raise NotFound
    return draft


def _saved(request: HttpRequest, draft: PipelineDraft, body: DesignIn) -> dict[str, Any]:
    return _out(drafts.save(draft=draft, by=request.user, design=body.design, version=body.version))


def _plan(request: HttpRequest, draft: PipelineDraft) -> dict[str, Any]:
    user: Any = request.user
    user.require("pipeline.design")
    designs.check(draft.design)
    what = plan(draft.pipeline, draft.design)
    changes = [
        {"what": one.what, "stage": one.stage, "text": one.text, "deals": one.deals} for one in what.changes
    ]
    return {"changes": changes, "deals": what.deals, "advice": designs.advice(draft.design)}


def _published(request: HttpRequest, draft: PipelineDraft, body: PublicationIn) -> tuple[int, dict[str, Any]]:
    pipeline = drafts.publish(draft=draft, by=request.user, version=body.version)
    return 201, shown.pipeline_out(pipeline)


def _out(draft: PipelineDraft) -> dict[str, Any]:
    names = ("id", "design", "version", "shared_at", "updated_at")
    return {name: getattr(draft, name) for name in names} | {
        "pipeline": draft.pipeline_id,
        "owner": draft.owner_id,
    }
