"""The saved views of the lists: kept, renamed, shared, begun with, deleted."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from kariz.access.request import SignedInRequest
from kariz.access.roles import Role
from kariz.events.models import Event
from kariz.web import toasts
from kariz.web.errors import FieldErrors, NotFound
from kariz.web.policy import requires

from ..actions import saved_views
from ..models import DefaultView, RoleView, ViewKind
from ..queries import on_record, own

MOST = 200


@require_GET
@requires("saved_view.own")
def index(request: SignedInRequest) -> HttpResponse:
    """All views that one has, by list."""
    return render(request, "records/views.html", _lists(request))


@requires("saved_view.own")
def of_kind(request: SignedInRequest, kind: str) -> HttpResponse:
    """The views of one list in a window (GET, `query` is what the list shows), or one more (POST)."""
    if kind not in ViewKind.values:
        raise NotFound()
    given = request.POST if request.method == "POST" else request.GET
    errors: dict[str, list[Any]] = {}
    if request.method == "POST":
        try:
            saved_views.create(
                kind=kind,
                name=given.get("name", ""),
                query=given.get("query", ""),
                shared=given.get("shared") == "on",
                by=request.user,
            )
        except FieldErrors as error:
            errors = error.errors
    context = {
        "views": on_record.views(kind, request.user)[:MOST],
        "kind": kind,
        "query": given.get("query", ""),
        "name": given.get("name", "") if errors else "",
        "errors": errors,
        "may_share": request.user.can("saved_view.share"),
    }
    window = request.method == "GET" or "window" in given
    template = "records/views_window.html" if window else "records/_views.html"
    return render(request, template, context, status=422 if errors else 200)


@require_GET
@requires("saved_view.own")
def menu(request: SignedInRequest, kind: str) -> HttpResponse:
    """The views of a list as rows of its menu, asked for when it opens; `view` is the one that stands open."""
    if kind not in ViewKind.values:
        raise NotFound()
    found = on_record.views(kind, request.user)[:MOST]
    return render(
        request, "records/table/_views_menu.html", {"views": found, "open": request.GET.get("view", "")}
    )


@require_POST
@requires("saved_view.own")
def change(request: SignedInRequest, pk: int) -> HttpResponse:
    """Another name (`name`), or shared or not (`shared` yes or no)."""
    given: dict[str, Any] = {}
    if "name" in request.POST:
        given["name"] = request.POST["name"]
    if "shared" in request.POST:
        given["shared"] = request.POST["shared"] == "yes"
    try:
        view = saved_views.change(view=own.view(pk, request.user), by=request.user, **given)
    except FieldErrors as error:
        context = _lists(request) | {"wrong": pk, "typed": given.get("name", ""), "errors": error.errors}
        return render(request, "records/views.html", context, status=422)
    return _told(request, _("“%(name)s” is changed.") % {"name": view.name}, "saved_view.changed", pk)


@require_POST
@requires("saved_view.own")
def default(request: SignedInRequest, pk: int) -> HttpResponse:
    """One's list begins with it (`on` 1), or with everything again (0)."""
    view = own.usable_view(pk, request.user)
    saved_views.set_default(view=view, by=request.user, on=request.POST.get("on") != "0")
    return redirect("records:view_list")


@require_POST
@requires("saved_view.for_role")
def role(request: SignedInRequest, pk: int) -> HttpResponse:
    """Everybody of `role` begins with it (`on` 1), or with everything again (0)."""
    view = own.usable_view(pk, request.user)
    name = request.POST.get("role", "")
    chosen = view if request.POST.get("on") != "0" else None
    saved_views.set_role_default(kind=view.kind, role=name, view=chosen, by=request.user)
    return _told(request, _("The start view of the role is changed."), "saved_view.for_role", pk)


@require_POST
@requires("saved_view.own")
def delete(request: SignedInRequest, pk: int) -> HttpResponse:
    view = own.view(pk, request.user)
    saved_views.delete(view=view, by=request.user)
    return _told(request, _("“%(name)s” is deleted.") % {"name": view.name}, "saved_view.deleted", pk)


def _told(request: SignedInRequest, message: str, verb: str, pk: int) -> HttpResponse:
    event = Event.objects.filter(verb=verb, subject_kind="saved_view", subject_id=pk).order_by("-id").first()
    undo = reverse("records:undo", args=[event.pk]) if event and request.user.can("event.undo") else ""
    toasts.after_redirect(request, message, undo_url=undo)
    return redirect("records:view_list")


def _lists(request: SignedInRequest) -> dict[str, Any]:
    user = request.user
    return {
        "lists": [
            (kind, label, list(on_record.views(kind, user)[:MOST])) for kind, label in ViewKind.choices
        ],
        "defaults": set(DefaultView.objects.filter(user=user).values_list("view_id", flat=True)),
        "may_share": user.can("saved_view.share"),
        "may_set_roles": user.can("saved_view.for_role"),
        "roles": Role.choices,
        "role_views": [(one.view_id, one.role, one.get_role_display()) for one in RoleView.objects.all()],
    }
