"""Notifications and undo."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

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
    if event.deal_id and subjects.known("deal"):
        subjects.load("deal", event.deal_id, request.user)
    told = undo_event(event=event, by=request.user)
    if texts := told.data.get("texts"):
        toasts.after_redirect(request, " ".join(texts))
    return _back(request)


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


def _back(request: SignedInRequest) -> HttpResponse:
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Refresh": "true"})
    back = request.META.get("HTTP_REFERER", "")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    return redirect(back if safe else "/")
