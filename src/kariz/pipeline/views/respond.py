"""How the parts of the deal page answer: a window, a fragment, or the whole page's body after a change."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from kariz.pipeline.forms.moves import whole
from kariz.pipeline.models import Deal
from kariz.pipeline.queries.deal_page import find, page_of
from kariz.pipeline.queries.deal_story import newest_undoable
from kariz.pipeline.queries.reached import reached_by_phone
from kariz.pipeline.queries.without_deal import beside
from kariz.pipeline.views import moves
from kariz.records.custom.showing import facts as custom_facts
from kariz.web import toasts
from kariz.web.errors import DomainError, Stale
from kariz.web.forms import show_error


def is_fragment(request: HttpRequest) -> bool:
    return bool(request.headers.get("HX-Request"))


def window(
    request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """A form in the page's own window, or on a page of its own where there is no script."""
    shell = "pipeline/deal/window.html" if is_fragment(request) else "pipeline/deal/window_page.html"
    more = {"window": template, "again": stage_asked(request)}
    return render(request, shell, {**context, **more}, status=status)


def stage_asked(request: HttpRequest) -> int | None:
    """The stage of a move that was stopped by what this form does: after it the move is tried again."""
    return whole(request.POST.get("again") or request.GET.get("again"))


def body_context(request: HttpRequest, deal: Deal) -> dict[str, Any]:
    """What `pipeline/deal/body.html` reads."""
    user: Any = request.user
    alive = deal.deleted_at is None
    page = page_of(deal)
    return {
        "page": page,
        "reached": reached_by_phone(deal, page.committee, user),
        "beside": beside(deal, user),
        "deal": deal,
        "custom_facts": custom_facts(deal, "deal"),
        "may_change": alive and user.can("deal.change", deal),
        "may_describe": user.can("profile.change"),
        "may_move": alive and user.can("deal.move", deal),
        "may_close": alive and user.can("deal.close", deal),
        "may_delete": user.can("deal.delete", deal),
        "may_act": alive and user.can("activity.create", deal),
    }


def changed(request: HttpRequest, deal_id: int, message: object) -> HttpResponse:
    """After a change: the deal page's body with a toast that takes the change back.

    Asked from a board, the window closes and the card is drawn anew; from a form on its own page it leads to the
    deal. A move that this change was needed for is tried again.
    """
    user: Any = request.user
    if is_fragment(request) and (stage := stage_asked(request)) is not None:
        # Where the move is no longer to be had, the change itself is still told.
        with suppress(DomainError):
            return moves.again(request, deal_id, stage, str(message))
    event = newest_undoable(deal_id, user)
    undo_url = reverse("records:undo", args=[event.pk]) if event else ""
    if not is_fragment(request):
        toasts.after_redirect(request, message, undo_url=undo_url)
        return redirect("pipeline:deal", deal_id)
    if (elsewhere := _elsewhere(request, deal_id)) is not None:
        if elsewhere.has_header("HX-Redirect"):
            toasts.after_redirect(request, message, undo_url=undo_url)
            return elsewhere
        return toasts.add(elsewhere, message, undo_url=undo_url)
    response = render(request, "pipeline/deal/body.html", body_context(request, find(user, deal_id)))
    response["HX-Retarget"], response["HX-Reswap"] = "#deal", "outerHTML"
    response["HX-Trigger"] = json.dumps({"dialog:close": {}, "deal:changed": {}})
    return toasts.add(response, message, undo_url=undo_url)


def _elsewhere(request: HttpRequest, deal_id: int) -> HttpResponse | None:
    """The answer for a page that is not the deal's own, or None on it."""
    here = urlsplit(request.headers.get("HX-Current-URL", "")).path
    own = reverse("pipeline:deal", args=[deal_id])
    if here in ("", own):
        return None
    if here.startswith(own):
        return HttpResponse(status=204, headers={"HX-Redirect": own})
    told = {"dialog:close": {}, "deal:moved": {"deal": deal_id}}
    return HttpResponse(status=204, headers={"HX-Trigger": json.dumps(told)})


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
    if isinstance(error, Stale):
        form.add_error(None, _("Your own words still stand below. Saving once more puts them over theirs."))
    return error.status
