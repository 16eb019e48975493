"""How the parts of the deal page answer: a window, a fragment, or the whole page's body after a change."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from kariz.pipeline.models import Deal
from kariz.pipeline.queries.deal_page import find, page_of
from kariz.pipeline.queries.deal_story import newest_undoable
from kariz.web import toasts
from kariz.web.errors import DomainError
from kariz.web.forms import show_error


def is_fragment(request: HttpRequest) -> bool:
    return bool(request.headers.get("HX-Request"))


def window(
    request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """A form in the page's own window, or on a page of its own where there is no script."""
    shell = "pipeline/deal/window.html" if is_fragment(request) else "pipeline/deal/window_page.html"
    return render(request, shell, {**context, "window": template}, status=status)


def body_context(request: HttpRequest, deal: Deal) -> dict[str, Any]:
    """What `pipeline/deal/body.html` reads."""
    user: Any = request.user
    alive = deal.deleted_at is None
    return {
        "page": page_of(deal),
        "deal": deal,
        "may_change": alive and user.can("deal.change", deal),
        "may_move": alive and user.can("deal.move", deal),
        "may_close": alive and user.can("deal.close", deal),
        "may_delete": user.can("deal.delete", deal),
        "may_act": alive and user.can("activity.create", deal),
    }


def changed(request: HttpRequest, deal_id: int, message: object) -> HttpResponse:
    """After a change: the deal page's body with a toast that takes the change back."""
    user: Any = request.user
    event = newest_undoable(deal_id, user)
    undo_url = reverse("records:undo", args=[event.pk]) if event else ""
    if not is_fragment(request):
        toasts.after_redirect(request, message, undo_url=undo_url)
        return redirect("pipeline:deal", deal_id)
    response = render(request, "pipeline/deal/body.html", body_context(request, find(user, deal_id)))
    response["HX-Retarget"], response["HX-Reswap"] = "#deal", "outerHTML"
    response["HX-Trigger"] = json.dumps({"dialog:close": {}, "deal:changed": {}})
    return toasts.add(response, message, undo_url=undo_url)


def seen_version(request: HttpRequest) -> int:
    """The version that the page had read; one that names none saw nothing that can be current."""
    seen = request.POST.get("version", "")
    return int(seen) if seen.isascii() and seen.isdecimal() and len(seen) < 10 else 0


def version_to_send(request: HttpRequest, record: Any, status: int) -> int:
    """For the form's hidden `version`: after a conflict, which the form tells, the next try overwrites knowingly."""
    return seen_version(request) if status == 422 else int(record.version)


def refused(form: Any, error: DomainError) -> int:
    """Puts the action's errors on the form and gives the status; what is no matter of the form is raised on."""
    if error.status in (403, 404):
        raise error
    show_error(form, error)
    return error.status
