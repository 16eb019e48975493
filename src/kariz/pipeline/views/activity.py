"""The page of one activity, and what is said of it there: how it went, that it is open again, that it goes."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from kariz.pipeline.actions import activities
from kariz.pipeline.models import Activity
from kariz.pipeline.queries.activity_page import find, find_to_read, who_may_have_taken_part
from kariz.pipeline.queries.binned import removed_activities
from kariz.pipeline.queries.reached import reached_by_phone
from kariz.pipeline.views import results
from kariz.pipeline.views.activities import told, undo_url_of
from kariz.pipeline.views.respond import is_fragment, version_to_send, window
from kariz.web import toasts
from kariz.web.errors import NotFound
from kariz.web.policy import requires


@require_GET
@requires("activity.view")
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """The page; only its body for a page that brings itself up to date."""
    user: Any = request.user
    activity = find_to_read(user, pk)
    context = {
        "activity": activity,
        "people": activity.participants.all(),
        "home": _home(activity, user),
        "may_change": activity.deleted_at is None and user.can("activity.change", activity),
    }
    fragment = is_fragment(request) and request.GET.get("part") == "body"
    template = "pipeline/activity/body.html" if fragment else "pipeline/activity/page.html"
    return render(request, template, context)


@requires("activity.change")
def result(request: HttpRequest, pk: int) -> HttpResponse:
    """Say how it went, when, and who took part; the pressed button is the result."""
    user: Any = request.user
    activity = find(user, pk)
    user.require("activity.change", activity)
    form, status = results.ask(request, activity, who_may_have_taken_part(activity))
    if status == 204:
        return told(request, activity, _("Done."))
    version = version_to_send(request, activity, status)
    context = {"form": form, "activity": activity, "results": Activity.Result.choices, "version": version}
    context |= {"title": activity.title, "reached": reached_by_phone(activity, (), user)}
    return window(request, "pipeline/activity/result.html", context, status=status)


@require_POST
@requires("activity.change")
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    activity = find(_user(request), pk)
    activities.reopen(activity=activity, by=_user(request))
    return told(request, activity, _("The activity is open again."))


@require_POST
@requires("activity.change")
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the activity in the bin, and go where it belonged."""
    user = _user(request)
    activity = find(user, pk)
    activities.remove(activity=activity, by=user)
    undo_url = undo_url_of(pk, user)
    toasts.after_redirect(request, _("The activity is in the bin for 30 days."), undo_url=undo_url)
    to = _home(activity, user) or reverse("pipeline:today")
    if is_fragment(request):
        return HttpResponse(status=204, headers={"HX-Redirect": to})
    return redirect(to)


@require_POST
@requires("activity.change")
def restore(request: HttpRequest, pk: int) -> HttpResponse:
    """Out of the bin again."""
    activity = removed_activities(_user(request)).filter(pk=pk).first()
    if activity is None:
        raise NotFound
    return told(request, activities.restore(activity=activity, by=_user(request)), _("The activity is back."))


def _home(activity: Activity, user: Any) -> str:
    """The page of what it belongs to first, of those that the user may open; empty for none."""
    if activity.deal is not None and user.can("deal.view", activity.deal):
        return activity.deal.get_absolute_url()
    for record in (activity.company, activity.contact):
        if record is not None and record.deleted_at is None and user.can("people.view", record):
            return str(record.get_absolute_url())
    return ""


def _user(request: HttpRequest) -> Any:
    return request.user
