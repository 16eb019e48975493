"""The start page, and what stands between a new pipeline and a team at work."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from kariz.access.models import User
from kariz.config.setup.state import is_open
from kariz.events.models import Event
from kariz.organisation.queries.current import organisation
from kariz.pipeline.models import Deal, Pipeline
from kariz.web.policy import public, requires, signed_in

DONE = "kariz_first_steps"
YEAR = 365 * 24 * 3600


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
    if user.can("organisation.change") and DONE not in request.COOKIES and not Deal.objects.exists():
        return redirect("setup:first_steps")
    return redirect("pipeline:boards")


@signed_in
@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """For a seller who came before there is a pipeline."""
    return render(request, "setup/waiting.html")


@requires("organisation.change")
@require_safe
def first_steps(request: HttpRequest) -> HttpResponse:
    """Import the list, or look around with sample data; then colleagues, then the first move."""
    deals = Deal.objects.exists()
    steps = [
        {"key": "deals", "done": deals, "url": reverse("setup:first_steps")},
        {
            "key": "colleague",
            "done": User.objects.exclude(email=None).count() > 1,
            "url": reverse("access:people"),
        },
        {
            "key": "move",
            "done": deals and Event.objects.filter(verb="deal.moved", actor_id=request.user.pk).exists(),
            "url": reverse("pipeline:boards"),
        },
    ]
    context = {"steps": steps, "has_deals": deals, "sample": organisation().sample_data}
    return render(request, "setup/first_steps.html", context)


@requires("organisation.change")
@require_POST
def dismiss(request: HttpRequest) -> HttpResponse:
    """The list of first steps is not shown to this person again."""
    response = redirect("pipeline:boards")
    response.set_cookie(DONE, "done", max_age=YEAR, samesite="Lax", secure=request.is_secure(), httponly=True)
    return response
