"""Sample data: put in, and taken out again by one button."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kariz.events.models import Event
from kariz.exchange.actions import sample
from kariz.exchange.actions.sample import AlreadyThere
from kariz.localisation import preferences
from kariz.localisation.digits import localise
from kariz.organisation.queries.current import organisation
from kariz.web import toasts
from kariz.web.policy import requires

DEALS = 300


@requires("organisation.change")
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    present = organisation().sample_data
    made = Event.objects.filter(batch=sample.BATCH, verb="deal.created")
    context = {"present": present, "deals": made.count() if present else 0}
    return render(request, "setup/sample.html", context)


@requires("organisation.change")
@require_POST
def load(request: HttpRequest) -> HttpResponse:
    """300 deals take about two seconds, so the page waits for them."""
    user: Any = request.user
    try:
        count = sample.load(by=user, deals=DEALS)
    except AlreadyThere:
        return redirect("pipeline:boards")
    toasts.after_redirect(request, _("%(count)s sample deals are on the board.") % {"count": _shown(count)})
    return redirect("pipeline:boards")


@requires("organisation.change")
@require_POST
def remove(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    count, stayed = sample.remove(by=user)
    told = _("%(count)s sample deals were removed.") % {"count": _shown(count)}
    if stayed:
        told += " " + _(
            "%(count)s of their companies, people and sellers stay: your own records need them."
        ) % {"count": _shown(stayed)}
    toasts.after_redirect(request, told)
    return redirect("setup:sample")


def _shown(count: int) -> str:
    return localise(str(count), preferences.current().digits)
