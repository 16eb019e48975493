"""What stops a deal."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kariz.pipeline.actions import obstacles
from kariz.pipeline.forms.deal import ClearForm, ObstacleForm
from kariz.pipeline.models import Obstacle
from kariz.pipeline.queries.deal_page import find
from kariz.pipeline.views.respond import changed, refused, seen_version, version_to_send, window
from kariz.web.errors import DomainError, NotFound
from kariz.web.once import once
from kariz.web.policy import requires


@requires("deal.change")
@once
def new(request: HttpRequest, pk: int) -> HttpResponse:
    user: Any = request.user
    deal = find(user, pk, binned=False)
    user.require("deal.change", deal)
    form = ObstacleForm(request.POST or None, user=user)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                obstacles.open_obstacle(deal=deal, by=user, **form.cleaned_data)
            except DomainError as error:
                status = refused(form, error)
            else:
                return changed(request, pk, _("The obstacle is recorded."))
    return window(request, "pipeline/deal/obstacle.html", {"form": form, "deal": deal}, status=status)


@requires("deal.change")
def clear(request: HttpRequest, pk: int, obstacle_id: int) -> HttpResponse:
    user: Any = request.user
    deal = find(user, pk, binned=False)
    user.require("deal.change", deal)
    obstacle = _load(deal.pk, obstacle_id)
    form = ClearForm(request.POST or None)
    status = 422 if request.method == "POST" else 200
    if request.method == "POST" and form.is_valid():
        try:
            obstacles.clear(obstacle=obstacle, by=user, version=seen_version(request), **form.cleaned_data)
        except DomainError as error:
            status = refused(form, error)
        else:
            return changed(request, pk, _("The obstacle is cleared."))
    context = {
        "form": form,
        "deal": deal,
        "obstacle": obstacle,
        "version": version_to_send(request, obstacle, status),
    }
    return window(request, "pipeline/deal/clear.html", context, status=status)


@require_POST
@requires("deal.change")
def reopen(request: HttpRequest, pk: int, obstacle_id: int) -> HttpResponse:
    user: Any = request.user
    deal = find(user, pk, binned=False)
    obstacles.reopen(obstacle=_load(deal.pk, obstacle_id), by=user)
    return changed(request, pk, _("The obstacle is open again."))


def _load(deal_id: int, obstacle_id: int) -> Obstacle:
    found = Obstacle.objects.filter(pk=obstacle_id, deal=deal_id).select_related("deal").first()
    if found is None:
        raise NotFound
    return found
