from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse

from kariz.access.request import SignedInRequest
from kariz.events.models import Event
from kariz.web import toasts


def told(response: HttpResponse, message: str = "", undo: str = "") -> HttpResponse:
    """The page's timeline has something new to tell; with a toast where there is a message."""
    response.headers["HX-Trigger"] = '{"record:changed": {}}'
    return toasts.add(response, message, undo_url=undo) if message else response


def undo_url(request: SignedInRequest, verb: str, subject: tuple[str, int]) -> str:
    """Where the last such event of this person on the record is taken back."""
    if not request.user.can("event.undo"):
        return ""
    mine = Event.objects.filter(
        verb=verb, subject_kind=subject[0], subject_id=subject[1], actor_id=request.user.pk
    )
    event = mine.order_by("-id").first()
    return reverse("records:undo", args=[event.pk]) if event else ""
