"""The list of pipelines, and a stage with its playbook."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from kariz.pipeline.actions import pipelines as actions
from kariz.pipeline.models import Pipeline, PipelineDraft, Stage
from kariz.pipeline.queries.drafts import one, visible_drafts
from kariz.pipeline.queries.stages import process_of
from kariz.pipeline.rules.criteria import text_of
from kariz.web.errors import DomainError
from kariz.web.policy import requires


@requires("pipeline.view")
@require_safe
def pipelines(request: HttpRequest) -> HttpResponse:
    return _list(request)


@requires("pipeline.design")
@require_POST
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Rename, archive, or bring back."""
    pipeline = one(Pipeline.objects.all(), pk)
    try:
        if "archive" in request.POST:
            actions.archive(pipeline=pipeline, by=request.user)
        elif "unarchive" in request.POST:
            actions.unarchive(pipeline=pipeline, by=request.user)
        else:
            actions.rename(pipeline=pipeline, name=request.POST.get("name", ""), by=request.user)
    except DomainError as error:
        return _list(request, wrong=pk, typed=request.POST.get("name", ""), error=error)
    return redirect("pipeline:pipelines")


def _list(
    request: HttpRequest, wrong: int = 0, typed: str = "", error: DomainError | None = None
) -> HttpResponse:
    user: Any = request.user
    rows = Pipeline.objects.annotate(
        stage_count=Count("stages", filter=Q(stages__retired_at=None), distinct=True),
        deal_count=Count("deals", filter=Q(deals__on_board=True), distinct=True),
    ).order_by("archived_at", "position", "id")
    drafts: list[PipelineDraft] = list(visible_drafts(user))
    open_drafts = {draft.pipeline_id: draft for draft in drafts if draft.pipeline_id}
    shown: list[dict[str, Any]] = [
        {
            "pipeline": one,
            "draft": open_drafts.get(one.pk),
            "typed": typed if wrong == one.pk else one.title,
            "open": wrong == one.pk,
            "error": _reason(error) if wrong == one.pk and error else "",
        }
        for one in rows
    ]
    context = {"rows": shown, "new_drafts": [one for one in drafts if one.pipeline_id is None]}
    context["designs"] = user.can("pipeline.design")
    return render(request, "pipeline/pipelines/list.html", context, status=error.status if error else 200)


def _reason(error: DomainError) -> str:
    return " ".join(text for texts in error.errors.values() for text in texts) or str(error)


@requires("pipeline.view")
@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """What to do in a stage, what must be true to leave it, and the company's own advice."""
    stage = one(Stage.objects.select_related("pipeline"), pk)
    process = process_of(stage.pipeline)
    context = {
        "stage": stage,
        "activities": process.activities.get(stage.pk, []),
        "criteria": [
            {"text": text_of(one), "policy": one.get_policy_display()}
            for one in process.criteria.get(stage.pk, [])
        ],
    }
    return render(request, "pipeline/pipelines/stage.html", context)
