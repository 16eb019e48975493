"""What an activity belongs to: the list of those that hang on nothing, and the window of any one, done or not."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from kariz.localisation import preferences
from kariz.pipeline.actions import activities
from kariz.pipeline.forms.activities import LINKS, BelongingForm
from kariz.pipeline.forms.fields import is_whole_day
from kariz.pipeline.models import Activity
from kariz.pipeline.queries.activity_page import find
from kariz.pipeline.queries.agenda import loose_activities
from kariz.pipeline.views.activities import told
from kariz.pipeline.views.respond import refused, seen_version, version_to_send, window
from kariz.web.errors import DomainError
from kariz.web.policy import requires

SHOWN = 100


@require_GET
@requires("activity.view")
def index(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    return listed(request, loose_activities(user))


def listed(
    request: HttpRequest, rows: QuerySet[Activity], more: dict[str, Any] | None = None
) -> HttpResponse:
    """The page of activities that hang on nothing; `more` is what it says of where they came from."""
    user: Any = request.user
    context = {"rows": rows[:SHOWN], "count": rows.count(), "may_change": user.can("activity.change")}
    context["may_export"] = user.can("export.run")
    return render(request, "pipeline/activities/loose.html", context | (more or {}))


@requires("activity.change")
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Every field of one, and what it belongs to."""
    user: Any = request.user
    activity = find(user, pk)
    user.require("activity.change", activity)
    initial = {name: getattr(activity, name) for name in ("kind", "due_at", "done_at", "owner", "notes")}
    initial |= {name: getattr(activity, f"{name}_id") for name in LINKS} | {"name": activity.title}
    form = BelongingForm(request.POST or None, user=user, done=activity.done_at is not None, initial=initial)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                activities.change(
                    activity=activity, by=user, version=seen_version(request), **_given(form, activity)
                )
            except DomainError as error:
                status = refused(form, error)
            else:
                return told(request, activity, _("Saved."))
    context = {
        "form": form,
        "activity": activity,
        "version": version_to_send(request, activity, status),
    }
    return window(request, "pipeline/activities/edit.html", context, status=status)


def _given(form: BelongingForm, activity: Activity) -> dict[str, Any]:
    """What the form says; a record that the person may not see is not shown, and stays."""
    given = dict(form.cleaned_data)
    if given["name"] == activity.title:
        del given["name"]
    if "due_at" in given:
        given["all_day"] = is_whole_day(given["due_at"])
    hidden = [name for name in LINKS if given[name] is None and not form.sees(name)]
    if "done_at" in given:
        # The field shows no seconds: what nobody touched is no change. Nor is an empty one: it is done.
        if form.is_empty("done_at") or form.says_as_before("done_at"):
            hidden.append("done_at")
        elif given["done_at"] is None:
            given["done_at"] = _today(activity)
    return {name: value for name, value in given.items() if name not in hidden}


def _today(activity: Activity) -> datetime | None:
    """What today without an hour says: now, but for what is known to have happened today already."""
    zone, at = preferences.now().tzinfo, activity.done_at
    return at if at and at.astimezone(zone).date() == preferences.today() else timezone.now()
