"""What the palette asks, and the page of what was found."""

from __future__ import annotations

from itertools import islice
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from kariz.access.queries.people import people
from kariz.access.request import SignedInRequest
from kariz.web import navigation
from kariz.web.errors import NotFound
from kariz.web.policy import requires

from .. import subjects
from ..actions import recents as recent_actions
from ..models import ViewKind
from ..queries import on_record, recents
from ..search import finder, showing

IN_PALETTE, ON_PAGE, RECENT, VIEWS, COLLEAGUES = 12, 50, 8, 60, 60


@require_GET
@requires("search.use")
def find(request: SignedInRequest) -> HttpResponse:
    """What was found for `q`; for the palette, while nothing is typed, what can be done with the record that the page
    is `on` ("deal/7"), what was opened lately and the saved views."""
    q = request.GET.get("q", "")
    if not request.headers.get("HX-Request"):
        rows = showing.rows_of(finder.find(request.user, q, ON_PAGE), request.user)
        return render(request, "records/search.html", {"rows": rows, "q": q})
    if q.strip():
        rows = showing.rows_of(finder.find(request.user, q, IN_PALETTE), request.user)
        return render(request, "records/_search.html", {"rows": rows})
    return render(request, "records/_begin.html", _beginning(request))


@require_POST
@requires("search.use")
def opened(request: SignedInRequest) -> HttpResponse:
    """The page of the record `on` ("deal/7") has been open for a moment."""
    recent_actions.opened(subject=_subject(request.POST.get("on", "")), by=request.user)
    return HttpResponse(status=204)


def _beginning(request: SignedInRequest) -> dict[str, Any]:
    user, on = request.user, request.GET.get("on", "")
    here: list[navigation.Entry] = []
    if on:
        kind, pk = _subject(on)
        here = navigation.commands_on(kind, subjects.load(kind, pk, user), user)
    lately = [entry for entry in recents.entries(user, RECENT + 1) if f"{entry.kind}/{entry.object_id}" != on]
    return {
        "here": here,
        "rows": showing.rows_of(lately[:RECENT], user),
        "views": _views(user),
        "colleagues": _of_colleagues(user),
    }


def _views(user: Any) -> list[navigation.Entry]:
    return [
        navigation.Entry(
            f"view_{view.pk}",
            view.name,
            "bookmark",
            f"/{view.kind}/?{view.query}{'&' if view.query else ''}view={view.pk}",
            words=format_lazy("{} {}", _("saved view"), ViewKind(view.kind).label),
            asked=True,
        )
        for view in on_record.all_views(user)[:VIEWS]
    ]


def _of_colleagues(user: Any) -> list[navigation.Entry]:
    """The deals of each colleague whose records the user sees, who may have left or not have come yet, too."""
    if not user.can("deal.view"):
        return []
    seen = (one for one in people() if one.pk != user.pk and user.reach.covers("see", one.pk))
    others = list(islice(seen, COLLEAGUES))
    return [
        navigation.Entry(
            f"deals_of_{one.pk}",
            format_lazy(_("Deals of {name}"), name=one.name),
            "user",
            f"/deals/?owner={one.pk}",
            asked=True,
        )
        for one in others
    ]


def _subject(on: str) -> tuple[str, int]:
    """("deal", 7) of "deal/7". Raises NotFound."""
    kind, _mark, pk = on.partition("/")
    if not (pk.isascii() and pk.isdecimal() and len(pk) < 18):
        raise NotFound()
    return kind, int(pk)
