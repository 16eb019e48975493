"""The six-step builder: a draft, a step at a time, until it goes live."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kariz.pipeline.actions import drafts, proposals
from kariz.pipeline.forms import builder as forms
from kariz.pipeline.forms import builder_shown as shown
from kariz.pipeline.models import DraftProposal, Pipeline, PipelineDraft
from kariz.pipeline.queries.drafts import one, visible_drafts
from kariz.pipeline.queries.plan import plan
from kariz.pipeline.rules import designs
from kariz.web import toasts
from kariz.web.errors import DomainError, FieldErrors, Stale
from kariz.web.policy import requires

LAST = 6
LEADS = 1000


@requires("pipeline.design")
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """What one should have at hand; then the template as it is, or step by step."""
    user: Any = request.user
    if request.method == "GET":
        waiting = visible_drafts(user).filter(pipeline=None)
        first = not Pipeline.objects.exists()
        return render(request, "pipeline/builder/new.html", {"drafts": waiting, "first": first})
    draft = drafts.begin(by=user, blank=request.POST.get("with") == "blank")
    if request.POST.get("with") != "accept":
        return redirect(draft)
    return _live(request, draft)


@requires("pipeline.design")
@require_http_methods(["GET", "POST"])
def again(request: HttpRequest, pk: int) -> HttpResponse:
    """The builder run again for a live pipeline: its open draft, or a new one."""
    pipeline = one(Pipeline.objects.filter(archived_at=None), pk)
    if request.method == "POST":
        return redirect(drafts.begin(by=request.user, pipeline=pipeline))
    if draft := PipelineDraft.objects.filter(pipeline=pipeline, published_at=None).first():
        return redirect(draft)
    return render(request, "pipeline/builder/again.html", {"pipeline": pipeline})


@requires("pipeline.view")
@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, pk: int) -> HttpResponse:
    """One step of a draft; those who do not design read it, comment and propose."""
    user: Any = request.user
    draft = one(visible_drafts(user), pk)
    if request.method == "POST":
        return _save(request, draft)
    if not user.can("pipeline.design") or "read" in request.GET:
        return render(request, "pipeline/builder/read.html", _reading(draft))
    return _page(request, draft, draft.design, _step(request.GET.get("step"), draft.step))


def _save(request: HttpRequest, draft: PipelineDraft) -> HttpResponse:
    at = _step(request.POST.get("step"), 1)
    design = forms.read(draft.design, at, request.POST)
    go = request.POST.get("go", "")
    quiet = request.headers.get("X-Autosave") == "1"
    wanted = _step(go, at) if go else at
    try:
        draft = drafts.save(
            draft=draft,
            by=request.user,
            design=design,
            step=max(draft.step, wanted),
            version=_version(request.POST.get("version")),
        )
    except Stale as error:
        if quiet:
            return JsonResponse({"message": str(error)}, status=409)
        return _page(request, draft, design, at, error=error, status=409)
    except FieldErrors as error:
        return _page(request, draft, design, at, error=error, errors=error.errors, status=422)
    if quiet:
        return JsonResponse({"version": draft.version})
    errors = shown.errors_in(shown.errors_of(design), at)
    if errors and go and wanted > at:
        return _page(request, draft, design, at, errors=errors, status=422)
    # The part that a button was pressed in stays unfolded and in sight.
    part = quote(request.POST.get("at", ""), safe="")
    there = f"&open={part}#{part}" if part else ""
    return redirect(f"{reverse('pipeline:builder', args=[draft.pk])}?step={wanted}{there}")


@requires("pipeline.design")
@require_POST
def share(request: HttpRequest, pk: int) -> HttpResponse:
    draft = drafts.share(draft=one(visible_drafts(request.user), pk), by=request.user)
    toasts.after_redirect(request, _("Your colleagues can see the draft now and were notified."))
    return redirect(f"{draft.get_absolute_url()}?step={LAST}")


@requires("pipeline.design")
@require_POST
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Go live, as the review showed it."""
    draft = one(visible_drafts(request.user), pk)
    return _live(request, draft, _version(request.POST.get("version")))


@requires("pipeline.design")
@require_POST
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    drafts.discard(draft=one(visible_drafts(request.user), pk), by=request.user)
    toasts.after_redirect(request, _("The draft was discarded."))
    return redirect("pipeline:pipelines")


@requires("draft.propose")
@require_POST
def propose(request: HttpRequest, pk: int) -> HttpResponse:
    draft = one(visible_drafts(request.user), pk)
    key, text = request.POST.get("stage_key", ""), request.POST.get("text", "")
    try:
        proposals.propose(draft=draft, stage_key=key, text=text, by=request.user)
    except FieldErrors as error:
        context = _reading(draft) | {
            "typed_at": key,
            "typed": text,
            "problem": str(next(iter(error.errors.values()))[0]),
        }
        return render(request, "pipeline/builder/read.html", context, status=422)
    toasts.after_redirect(request, _("Your proposal was sent."))
    return redirect(f"{draft.get_absolute_url()}?read")


@requires("pipeline.design")
@require_POST
def judge(request: HttpRequest, pk: int) -> HttpResponse:
    rows = DraftProposal.objects.filter(draft__in=visible_drafts(request.user))
    proposal = one(rows, pk)
    proposals.judge(proposal=proposal, accept="accept" in request.POST, by=request.user)
    return redirect(f"{proposal.draft.get_absolute_url()}?step={LAST}#proposals")


def _live(request: HttpRequest, draft: PipelineDraft, version: int | None = None) -> HttpResponse:
    first = draft.pipeline_id is None
    try:
        pipeline = drafts.publish(draft=draft, by=request.user, version=version)
    except FieldErrors as error:
        return _page(request, draft, draft.design, LAST, errors=error.errors, status=422)
    except DomainError as error:
        return _page(request, draft, draft.design, LAST, error=error, status=error.status)
    toasts.after_redirect(request, _("“%(pipeline)s” is live.") % {"pipeline": pipeline.title})
    return redirect(
        "/" if first and not pipeline.deals.exists() else reverse("pipeline:board", args=[pipeline.pk])
    )


def _page(
    request: HttpRequest,
    draft: PipelineDraft,
    design: dict[str, Any],
    at: int,
    *,
    errors: shown.Errors | None = None,
    error: DomainError | None = None,
    status: int = 200,
) -> HttpResponse:
    """Errors show beside their fields once the step was left before."""
    if errors is None:
        errors = shown.errors_of(design) if at < draft.step or at == LAST else {}
    context = {
        "draft": draft,
        "design": design,
        "at": at,
        "errors": errors,
        "error": error,
        "stages": shown.shown_stages(design, errors),
        "advice": designs.advice(design),
        **shown.choices(),
        **_EXTRA.get(at, lambda *_args: {})(draft, design, errors),
    }
    return render(request, f"pipeline/builder/step{at}.html", context, status=status)


def _template_stages(_draft: PipelineDraft, design: dict[str, Any], _errors: Any) -> dict[str, Any]:
    left = forms.template_stages(design)
    return {"left_out": [(stage["template"], shown.title_of(stage)) for stage in left]}


def _flow(_draft: PipelineDraft, design: dict[str, Any], _errors: Any) -> dict[str, Any]:
    leads = design.get("leads", LEADS)
    leads = leads if isinstance(leads, int) and 0 < leads <= 10_000_000 else LEADS
    flow = designs.expected_flow(design, leads)
    titles = [shown.title_of(stage) for stage in design.get("stages", [])]
    return {"leads": leads, "flow": list(zip([*titles, _("At the end")], flow, strict=True))}


def _review(draft: PipelineDraft, design: dict[str, Any], errors: shown.Errors) -> dict[str, Any]:
    context: dict[str, Any] = {"proposals": _proposals(draft), "faults": _faults(design, errors)}
    if draft.pipeline is None:
        return context
    context |= {"removed": _removed(draft, design), "changes": [], "touched": 0}
    try:
        what = plan(draft.pipeline, design)
    except FieldErrors as error:
        undecided = {key: texts for key, texts in error.errors.items() if key.startswith("removed.")}
        context["undecided"] = {key.removeprefix("removed."): texts for key, texts in undecided.items()}
        context["faults"] += _faults(design, error.errors)
    else:
        context |= {"changes": what.changes, "touched": what.deals}
    for row in context["removed"]:
        row["errors"] = context.get("undecided", {}).get(str(row["id"]))
    return context


def _faults(design: dict[str, Any], errors: shown.Errors) -> list[dict[str, Any]]:
    """What must be mended before going live, with the step where; what becomes of deals is asked apart."""
    return [
        {"step": shown.step_of(key), "text": " ".join(map(str, texts)), "stage": _stage_at(design, key)}
        for key, texts in errors.items()
        if not key.startswith("removed.")
    ]


def _removed(draft: PipelineDraft, design: dict[str, Any]) -> list[dict[str, Any]]:
    kept = {stage.get("id") for stage in design.get("stages", [])}
    chosen = {row["id"]: row.get("into") for row in design.get("removed", []) if "id" in row}
    targets = [(stage["id"], shown.title_of(stage)) for stage in design.get("stages", []) if stage.get("id")]
    leaving = draft.pipeline.stages.filter(retired_at=None).exclude(pk__in=[pk for pk in kept if pk])  # type: ignore[union-attr]
    return [
        {"id": stage.pk, "title": stage.title, "into": chosen.get(stage.pk) or "", "targets": targets}
        for stage in leaving.order_by("position")
    ]


def _stage_at(design: dict[str, Any], key: str) -> str:
    parts = key.split(".")
    if parts[0] != "stages" or len(parts) < 2 or not parts[1].isdecimal():
        return ""
    return shown.title_of(design["stages"][int(parts[1])])


def _proposals(draft: PipelineDraft) -> list[DraftProposal]:
    titles = {stage.get("key"): shown.title_of(stage) for stage in draft.design.get("stages", [])}
    rows = list(draft.proposals.select_related("author"))
    for row in rows:
        row.stage_title = titles.get(row.stage_key, "")  # type: ignore[attr-defined]
    return rows


def _reading(draft: PipelineDraft) -> dict[str, Any]:
    return {
        "draft": draft,
        "design": draft.design,
        "stages": shown.shown_stages(draft.design, {}),
        "proposals": _proposals(draft),
    }


_EXTRA = {2: _template_stages, 5: _flow, 6: _review}


def _step(text: str | None, default: int) -> int:
    return int(text) if text and text.isascii() and text.isdecimal() and 1 <= int(text) <= LAST else default


def _version(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdecimal() else 0
