"""Short messages that say what was done, with the button that takes it back."""

import json

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.encoding import force_str


def add(response: HttpResponse, message: object, *, undo_url: str = "", level: str = "") -> HttpResponse:
    """Adds the toast to an htmx answer, beside events it already sends. `level` is "" or "error"."""
    events = json.loads(response.headers.get("HX-Trigger", "{}"))
    detail = {"message": force_str(message), "undo_url": undo_url, "level": level}
    events["toast"] = {key: value for key, value in detail.items() if value}
    response.headers["HX-Trigger"] = json.dumps(events)
    return response


def after_redirect(request: HttpRequest, message: object, *, undo_url: str = "") -> None:
    """Keeps the toast for the next page of this person."""
    messages.success(request, force_str(message), extra_tags=f"toast {undo_url}".strip())
