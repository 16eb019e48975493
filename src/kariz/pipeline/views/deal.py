"""The page of one deal, its timeline, the bin."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from kariz.events.actions.undo import undo
from kariz.pipeline.actions import deals
from kariz.pipeline.queries.deal_page import find
from kariz.pipeline.queries.deal_story import PAGE, newest_undoable, story_of
from kariz.pipeline.queries.story_kinds import KINDS, grouped
from kariz.pipeline.views.respond import body_context, changed, is_fragment
from kariz.web import toasts
from kariz.web.errors import NotFound
from kariz.web.policy import requires


@require_GET
@requires("deal.view")
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """The page; only its body for a page that brings itself up to date."""
    deal = find(_user(request), pk)
    fragment = is_fragment(request) and request.GET.get("part") == "body"
    template = "pipeline/deal/body.html" if fragment else "pipeline/deal/page.html"
    return render(request, template, body_context(request, deal) | {"story_kinds": KINDS})


@require_GET
@requires("deal.view")
def timeline(request: HttpRequest, pk: int) -> HttpResponse:
    deal = find(_user(request), pk)
    before = request.GET.get("before", "")
    known = before.isascii() and before.isdecimal() and len(before) < 18
    only = request.GET.get("verb", "")
    lines = story_of(deal.pk, _user(request), int(before) if known else None, only=only)
    context = {
        "groups": grouped(lines),
        "deal": deal,
        "more": lines[-1].event.pk if len(lines) == PAGE else None,
        "narrowed": only,
    }
    return render(request, "pipeline/deal/timeline.html", context)


@require_POST
@requires("event.undo")
def undo_last(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back the last thing that the user did to this deal."""
    deal = find(_user(request), pk)
    event = newest_undoable(deal.pk, _user(request))
    if event is None:
        raise NotFound(_("There is nothing of yours to undo here."))
    undo(event=event, by=_user(request))
    response = changed(request, deal.pk, _("Undone."))
    return toasts.add(response, _("Undone.")) if is_fragment(request) else response


@require_POST
@requires("deal.delete")
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    deal = deals.delete(deal=find(_user(request), pk), by=_user(request))
    event = newest_undoable(deal.pk, _user(request))
    undo_url = reverse("records:undo", args=[event.pk]) if event else ""
    toasts.after_redirect(request, _("The deal is in the bin for 30 days."), undo_url=undo_url)
    if is_fragment(request):
        return HttpResponse(status=204, headers={"HX-Redirect": reverse("pipeline:bin")})
    return redirect("pipeline:bin")


@require_POST
@requires("deal.delete")
def restore(request: HttpRequest, pk: int) -> HttpResponse:
    deals.restore(deal=find(_user(request), pk), by=_user(request))
    return changed(request, pk, _("The deal is back."))


def _user(request: HttpRequest) -> Any:
    return request.user
