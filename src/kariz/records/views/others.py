"""Notifications and undo."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from kariz.access.models import User
from kariz.access.request import SignedInRequest
from kariz.events.actions.undo import undo as undo_event
from kariz.events.actions.undo_many import undo_batch as undo_events
from kariz.events.models import Event
from kariz.events.origin import BULK
from kariz.web import toasts
from kariz.web.errors import NotFound
from kariz.web.policy import requires

from .. import notices, subjects
from ..actions import notifications
from ..models import Notification
from ..tables.kinds import tables


@require_GET
@requires("notification.own")
def notification_list(request: SignedInRequest) -> HttpResponse:
    rows: list[Any] = list(Notification.objects.filter(user=request.user).order_by("-id")[:50])
    for row in rows:
        row.text, row.icon = notices.text_of(row.kind, row.data), notices.icon_of(row.kind)
    template = (
        "records/_notifications.html" if request.headers.get("HX-Request") else "records/notifications.html"
    )
    return render(request, template, {"notifications": rows})


@require_POST
@requires("notification.own")
def read_all(request: SignedInRequest) -> HttpResponse:
    notifications.mark_read(by=request.user)
    return redirect("records:notifications")


@require_POST
@requires("event.undo")
def undo(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take one event back, if the user may see its record; then the page it came from."""
    event = Event.objects.filter(pk=pk).first()
    if event is None:
        raise NotFound()
    _must_be_seen(event, request.user)
    told = undo_event(event=event, by=request.user)
    if texts := told.data.get("texts"):
        toasts.after_redirect(request, " ".join(texts))
    if to := _list_of_gone(request, event):
        toasts.after_redirect(request, _("It is in the bin for 30 days."))
        return _to(request, to)
    kind, pk = event.subject_kind, event.subject_id
    if to := subjects.instead_of(_came_from(request), kind, pk, request.user):
        return _to(request, to)
    return _back(request)


def _must_be_seen(event: Event, user: User) -> None:
    """What is told of a deal is undone by who sees that, or at least what it is about. Raises NotFound."""
    if not event.deal_id or not subjects.known("deal"):
        return
    try:
        subjects.load("deal", event.deal_id, user)
    except NotFound:
        subjects.load(event.subject_kind, event.subject_id, user)


def _list_of_gone(request: SignedInRequest, event: Event) -> str:
    """Where to go when the page that asked was about a record that went into the bin with its beginning."""
    table = next((one for one in tables().values() if one.subject == event.subject_kind), None)
    if table is None or not _came_from(request).endswith(f"/{table.plural}/{event.subject_id}/"):
        return ""
    here = table.visible(request.user).filter(pk=event.subject_id).exists()
    return "" if here else f"/{table.plural}/"


@require_POST
@requires("event.undo")
def undo_batch(request: SignedInRequest, batch: str) -> HttpResponse:
    """Take back what the user changed in one go, as far as nothing newer stands on it."""
    done, stayed = undo_events(batch=f"{BULK}{batch}", by=request.user)
    if not done and not stayed:
        raise NotFound()
    if stayed:
        told = ngettext(
            "%(n)d change was taken back; what somebody changed since stays.",
            "%(n)d changes were taken back; what somebody changed since stays.",
            done,
        ) % {"n": done}
        toasts.after_redirect(request, told)
    return _back(request)


def _came_from(request: SignedInRequest) -> str:
    """The path of the page that asked."""
    return urlsplit(request.headers.get("HX-Current-URL") or request.META.get("HTTP_REFERER", "")).path


def _to(request: SignedInRequest, path: str) -> HttpResponse:
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": path})
    return redirect(path)


def _back(request: SignedInRequest) -> HttpResponse:
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Refresh": "true"})
    back = request.META.get("HTTP_REFERER", "")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    return redirect(back if safe else "/")
