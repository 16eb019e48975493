"""The start page, and what stands between a new pipeline and a team at work."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kariz.config.setup import steps
from kariz.config.setup.places import FIRST_STEPS
from kariz.config.setup.state import is_open
from kariz.localisation import preferences
from kariz.localisation.digits import localise
from kariz.pipeline.models import Deal, Pipeline
from kariz.web.policy import public, signed_in


@public
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Where this person works: the board; before there is one, what is still to do."""
    user: Any = request.user
    if is_open():
        return redirect("setup:company")
    if not user.is_authenticated:
        return redirect("account_login")
    if not Pipeline.objects.filter(archived_at=None).exists():
        return redirect("pipeline:builder_new" if user.can("pipeline.design") else "setup:waiting")
    if user.can("organisation.change") and not user.marked(FIRST_STEPS) and not Deal.objects.exists():
        return redirect("setup:first_steps")
    return redirect("pipeline:boards")


@signed_in
@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """For a seller who came before there is a pipeline."""
    return render(request, "setup/waiting.html")


@signed_in
@require_safe
def first_steps(request: HttpRequest) -> HttpResponse:
    """What a person does in the first days, with what is done; the first of all is to have deals."""
    user: Any = request.user
    mine = steps.of(user)
    done = sum(step.done for step in mine)
    context = {
        "steps": mine,
        "done": done,
        "progress": _("%(done)s of %(all)s done") % {"done": _shown(done), "all": _shown(len(mine))},
        "offer_data": user.can("organisation.change") and not Deal.objects.exists(),
        "aside": user.marked(FIRST_STEPS) is not None,
    }
    return render(request, "setup/first_steps.html", context)


def _shown(count: int) -> str:
    return localise(str(count), preferences.current().digits)
