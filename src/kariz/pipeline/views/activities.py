"""The page «امروز»: what is late, due and coming, and logging a touch from anywhere."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from kariz.access.models import User
from kariz.events.models import Event
from kariz.people.models import Contact
from kariz.pipeline.actions import activities
from kariz.pipeline.forms.activities import LogForm
from kariz.pipeline.models import Activity, Deal
from kariz.pipeline.queries.agenda import agenda_of, loads_of, loose_activities, visible_activities
from kariz.pipeline.views.respond import is_fragment, refused, window
from kariz.web import toasts
from kariz.web.errors import DomainError, NotFound
from kariz.web.once import once
from kariz.web.policy import requires


@require_GET
@requires("activity.view")
def index(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    owner = chosen_owner(request.GET.get("owner", ""), user)
    if is_fragment(request) and request.GET.get("part") == "others":
        others = loads_of(user, without=owner) if may_choose(user) else []
        return render(request, "pipeline/activities/others.html", {"colleagues": others})
    context = list_context(user, owner=owner)
    if is_fragment(request) and request.GET.get("part") == "list":
        return render(request, "pipeline/activities/list.html", context)
    owners = User.objects.who_can("activity.change") if may_choose(user) else ()
    context["may_export"] = user.can("export.run")
    context["owners"] = [(one.pk, one.name) for one in owners]
    return render(request, "pipeline/activities/page.html", context)


def may_choose(user: User) -> bool:
    """Whether the page can show the work of others."""
    return user.reach.sees != "own"


def chosen_owner(asked: str, user: User) -> int | None:
    """Whose work is asked for: a user's id, None for everybody's; the person's own where nothing can be chosen."""
    if may_choose(user) and asked == "all":
        return None
    if may_choose(user) and asked.isascii() and asked.isdecimal() and len(asked) < 18:
        return int(asked)
    return user.pk


def list_context(user: User, *, owner: int | None) -> dict[str, Any]:
    """What `pipeline/activities/list.html` reads."""
    return {
        "agenda": agenda_of(user, owner=owner),
        "loose": loose_activities(user).count(),
        "owner": "all" if owner is None else owner,
        "asked": "all" if owner is None else str(owner),
        "own": owner == user.pk,
        "may_choose": may_choose(user),
        "may_put_off": user.can("activity.change"),
    }


@require_POST
@requires("activity.change")
def done(request: HttpRequest, pk: int) -> HttpResponse:
    """Done in one click; the row leaves the list."""
    user: Any = request.user
    activity = visible_activities(user).filter(pk=pk).first()
    if activity is None:
        raise NotFound
    result = request.POST.get("result") or Activity.Result.DONE
    activities.complete(activity=activity, by=user, result=result)
    message, undo_url = _("Done."), undo_url_of(pk, user)
    if not is_fragment(request):
        toasts.after_redirect(request, message, undo_url=undo_url)
        return redirect("pipeline:today")
    return toasts.add(HttpResponse(""), message, undo_url=undo_url)


@requires("activity.create")
@once
def new(request: HttpRequest) -> HttpResponse:
    """Log a touch with any deal or contact."""
    user: Any = request.user
    initial = {name: request.GET[name] for name in ("deal", "contact", "kind") if request.GET.get(name)}
    form = LogForm(request.POST or None, user=user, people=[], initial=initial, free=True)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            deal: Deal | None = form.cleaned_data["deal"]
            contact: Contact | None = form.cleaned_data["contact"]
            if deal is None and contact is None:
                form.add_error("deal", _("Choose a deal or a contact."))
            else:
                try:
                    activity = activities.log_done(by=user, **form.cleaned_data)
                except DomainError as error:
                    status = refused(form, error)
                else:
                    return _logged(request, activity)
    context = {"form": form, "results": Activity.Result.choices}
    return window(request, "pipeline/activities/new.html", context, status=status)


def _logged(request: HttpRequest, activity: Activity) -> HttpResponse:
    toasts.after_redirect(request, _("Recorded."), undo_url=undo_url_of(activity.pk, request.user))
    to = reverse("pipeline:deal", args=[activity.deal_id]) if activity.deal_id else reverse("pipeline:today")
    if is_fragment(request):
        return HttpResponse(status=204, headers={"HX-Redirect": to})
    return redirect(to)


def told(request: HttpRequest, activity: Activity, message: object) -> HttpResponse:
    """After a change from a window or a button: the page that shows the activity hears of it; without a script, its own
    page."""
    undo_url = undo_url_of(activity.pk, request.user)
    if not is_fragment(request):
        toasts.after_redirect(request, message, undo_url=undo_url)
        return redirect(activity.get_absolute_url())
    events: dict[str, dict[str, str]] = {"dialog:close": {}, "activity:changed": {}}
    response = HttpResponse(status=204, headers={"HX-Trigger": json.dumps(events)})
    return toasts.add(response, message, undo_url=undo_url)


def from_page_of(request: HttpRequest, activity: Activity) -> bool:
    """Was this asked from the activity's own page?"""
    return urlsplit(request.headers.get("HX-Current-URL", "")).path == activity.get_absolute_url()


def undo_url_of(activity_id: int, user: Any) -> str:
    """The address that takes back what `user` did last with the activity; empty if there is nothing."""
    event = (
        Event.objects.filter(subject_kind="activity", subject_id=activity_id, actor_id=user.pk)
        .order_by("-id")
        .first()
    )
    return reverse("records:undo", args=[event.pk]) if event else ""
