"""Next steps and touches of one deal."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kariz.pipeline.actions import activities
from kariz.pipeline.forms.activities import ActivityForm, LogForm, PlanForm
from kariz.pipeline.forms.fields import is_whole_day
from kariz.pipeline.models import Activity
from kariz.pipeline.queries.deal_page import find, members_of, people_of
from kariz.pipeline.queries.reached import reached_by_phone
from kariz.pipeline.views import results
from kariz.pipeline.views.respond import changed, refused, seen_version, version_to_send, window
from kariz.web.errors import DomainError, NotFound
from kariz.web.once import once
from kariz.web.policy import requires


@requires("activity.create")
@once
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """Plan what comes next."""
    user: Any = request.user
    deal = find(user, pk, binned=False)
    user.require("activity.create", deal)
    form = PlanForm(
        request.POST or None, user=user, initial={"owner": user, "kind": request.GET.get("kind", "call")}
    )
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            given = form.cleaned_data
            try:
                activities.plan(by=user, deal=deal, all_day=is_whole_day(given["due_at"]), **given)
            except DomainError as error:
                status = refused(form, error)
            else:
                return changed(request, pk, _("Planned."))
    return window(request, "pipeline/deal/plan.html", {"form": form, "deal": deal}, status=status)


@requires("activity.create")
@once
def log(request: HttpRequest, pk: int) -> HttpResponse:
    """Record a touch that has happened; the pressed button is its result."""
    user: Any = request.user
    deal = find(user, pk, binned=False)
    user.require("activity.create", deal)
    members = members_of(deal.pk)
    form = LogForm(
        request.POST or None,
        user=user,
        people=people_of(deal, members),
        initial={"kind": request.GET.get("kind", "call")},
    )
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                activities.log_done(by=user, deal=deal, **form.cleaned_data)
            except DomainError as error:
                status = refused(form, error)
            else:
                return changed(request, pk, _("Recorded."))
    context = _result_context(form, deal) | {"reached": reached_by_phone(deal, members, user)}
    return window(request, "pipeline/deal/log.html", context, status=status)


@requires("activity.change")
def done(request: HttpRequest, pk: int, activity_id: int) -> HttpResponse:
    """Mark as done with its result and who took part."""
    user: Any = request.user
    deal = find(user, pk, binned=False)
    activity = _load(deal.pk, activity_id)
    user.require("activity.change", activity)
    members = members_of(deal.pk)
    form, status = results.ask(request, activity, people_of(deal, members))
    if status == 204:
        return changed(request, pk, _("Done."))
    return window(
        request,
        "pipeline/deal/done.html",
        {
            **_result_context(form, deal),
            "reached": reached_by_phone(deal, members, user),
            "activity": activity,
            "version": version_to_send(request, activity, status),
        },
        status=status,
    )


@requires("activity.change")
def edit(request: HttpRequest, pk: int, activity_id: int) -> HttpResponse:
    user: Any = request.user
    deal = find(user, pk, binned=False)
    activity = _load(deal.pk, activity_id)
    user.require("activity.change", activity)
    initial = {name: getattr(activity, name) for name in ("kind", "due_at", "owner", "notes")}
    form = ActivityForm(request.POST or None, user=user, initial={**initial, "name": activity.title})
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            given = dict(form.cleaned_data)
            if given["name"] == activity.title:
                del given["name"]
            try:
                activities.change(
                    activity=activity,
                    by=user,
                    version=seen_version(request),
                    all_day=is_whole_day(given["due_at"]),
                    **given,
                )
            except DomainError as error:
                status = refused(form, error)
            else:
                return changed(request, pk, _("Saved."))
    context = {
        "form": form,
        "deal": deal,
        "activity": activity,
        "version": version_to_send(request, activity, status),
    }
    return window(request, "pipeline/deal/activity.html", context, status=status)


@require_POST
@requires("activity.change")
def reopen(request: HttpRequest, pk: int, activity_id: int) -> HttpResponse:
    user: Any = request.user
    deal = find(user, pk, binned=False)
    activities.reopen(activity=_load(deal.pk, activity_id), by=user)
    return changed(request, pk, _("The activity is open again."))


@require_POST
@requires("activity.change")
def remove(request: HttpRequest, pk: int, activity_id: int) -> HttpResponse:
    user: Any = request.user
    deal = find(user, pk, binned=False)
    activities.remove(activity=_load(deal.pk, activity_id), by=user)
    return changed(request, pk, _("The activity is in the bin for 30 days."))


def _load(deal_id: int, activity_id: int) -> Activity:
    found = Activity.objects.filter(pk=activity_id, deal=deal_id, deleted_at=None).first()
    if found is None:
        raise NotFound
    return found


def _result_context(form: Any, deal: Any) -> dict[str, Any]:
    return {"form": form, "deal": deal, "results": Activity.Result.choices}
