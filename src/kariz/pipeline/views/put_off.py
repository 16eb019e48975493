"""Putting off what is to be done: one activity, or all that is late, from the page «امروز»."""

from __future__ import annotations

import json
import secrets
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kariz.events.origin import BULK, origin
from kariz.localisation import preferences
from kariz.localisation.digits import localise_number
from kariz.pipeline.actions import activity_batches
from kariz.pipeline.actions.stage_work import coming_working_days
from kariz.pipeline.forms.activities import PutOffForm
from kariz.pipeline.models import Activity
from kariz.pipeline.queries.agenda import late_of, visible_activities
from kariz.pipeline.views.activities import chosen_owner, from_page_of, list_context, told, undo_url_of
from kariz.pipeline.views.respond import is_fragment, window
from kariz.web import toasts
from kariz.web.errors import NotFound
from kariz.web.once import once
from kariz.web.policy import requires

MOST = 500
SPREAD_DAYS = 5


@requires("activity.change")
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """Give one activity another day."""
    user: Any = request.user
    activity = visible_activities(user).filter(pk=pk, done_at=None).select_related("deal").first()
    if activity is None:
        raise NotFound
    user.require("activity.change", activity)
    form = PutOffForm(_given(request))
    if form.is_valid():
        activity_batches.put_off(activities=[activity], days=_days(form), by=user)
        if from_page_of(request, activity):
            return told(request, activity, _("Put off."))
        return _shown(request, _("Put off."), undo_url_of(pk, user))
    return _window(request, form, {"activity": activity, "heap": False, "title": _("Put off")})


@requires("activity.change")
@once
def late(request: HttpRequest) -> HttpResponse:
    """Give all that is late another day, spread it, or put it away."""
    user: Any = request.user
    owner = chosen_owner(_asked(request), user)
    rows = list(late_of(user, owner=owner).select_related("deal")[: MOST + 1])
    heap = [row for row in rows[:MOST] if user.can("activity.change", row)]
    form = PutOffForm(_given(request), heap=True)
    if form.is_valid():
        return _all(request, form, heap)
    title = _("Put off what is late")
    return _window(
        request, form, {"heap": True, "count": len(heap), "more": len(rows) > MOST, "title": title}
    )


def _all(request: HttpRequest, form: PutOffForm, heap: Sequence[Activity]) -> HttpResponse:
    mark = secrets.token_hex(8)
    with origin(batch=f"{BULK}{mark}"):
        if form.cleaned_data["to"] == "away":
            count = activity_batches.remove_many(activities=heap, by=request.user)
            message = ngettext("%(n)s activity is put away.", "%(n)s activities are put away.", count)
        else:
            count = activity_batches.put_off(activities=heap, days=_days(form), by=request.user)
            message = ngettext("%(n)s activity is put off.", "%(n)s activities are put off.", count)
    shown = localise_number(str(count), preferences.current().digits)
    return _shown(
        request, message % {"n": shown}, reverse("records:undo_batch", args=[mark]) if count else ""
    )


def _days(form: PutOffForm) -> list[date]:
    if form.cleaned_data["to"] == "spread":
        return coming_working_days(SPREAD_DAYS)
    return [form.cleaned_data["day"]]


def _near_days() -> list[date]:
    """Days that are one click away: today, the next working day, and the same day of next week."""
    today = preferences.today()
    return [today, *coming_working_days(1), today + timedelta(days=7)]


def _given(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _asked(request: HttpRequest) -> str:
    return request.POST.get("owner") or request.GET.get("owner", "")


def _window(request: HttpRequest, form: PutOffForm, context: dict[str, Any]) -> HttpResponse:
    context |= {"form": form, "owner": _asked(request), "days": _near_days()}
    return window(request, "pipeline/activities/put_off.html", context, status=422 if form.is_bound else 200)


def _shown(request: HttpRequest, message: str, undo_url: str) -> HttpResponse:
    user: Any = request.user
    if not is_fragment(request):
        toasts.after_redirect(request, message, undo_url=undo_url)
        return redirect("pipeline:today")
    context = list_context(user, owner=chosen_owner(_asked(request), user))
    response = render(request, "pipeline/activities/list.html", context)
    response["HX-Retarget"], response["HX-Reswap"] = "#agenda", "outerHTML"
    response["HX-Trigger"] = json.dumps({"dialog:close": {}, "agenda:changed": {}})
    return toasts.add(response, message, undo_url=undo_url)
