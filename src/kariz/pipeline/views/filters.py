"""The window with the conditions and the saved views of a board or of the table."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kariz.pipeline.queries.lists import Asked
from kariz.records.actions import saved_views
from kariz.records.queries import on_record
from kariz.rules import conditions, url
from kariz.rules.errors import RuleError
from kariz.web import toasts
from kariz.web.errors import FieldErrors
from kariz.web.policy import requires

KEPT = ("q", "quick", "sort", "group", "columns")
"""What the list shows beside its conditions, and a view keeps too."""


@require_http_methods(["GET", "POST"])
@requires("deal.view")
def drawer(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """The conditions as the list has them (GET); shown, or with `keep` also kept under a name (POST)."""
    if request.method == "GET":
        asked = Asked.of(request.GET)
        return _window(request, pk, request.GET, rule=asked.rule)
    given = request.POST
    try:
        query = _query(given)
    except RuleError as error:
        return _window(request, pk, given, rule=given.get("f", ""), errors={"f": [str(error)]})
    if "keep" in given:
        user: Any = request.user
        try:
            view = saved_views.create(
                kind="deals",
                name=given.get("name", ""),
                query=query,
                shared=given.get("shared") == "on",
                by=user,
            )
        except FieldErrors as error:
            return _window(request, pk, given, rule=given.get("f", ""), errors=error.errors)
        query = "&".join(filter(None, [query, f"view={view.pk}"]))
        toasts.after_redirect(request, _("“%(name)s” is saved.") % {"name": view.name})
    to = f"{_page(pk)}?{query or 'view=all'}"
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": to})
    return redirect(to)


def _query(given: QueryDict) -> str:
    """The address's query for what the window says. Raises RuleError."""
    wanted = QueryDict(mutable=True)
    for name in (*KEPT, "f"):
        if given.get(name):
            wanted[name] = str(given[name])
    asked = Asked.of(wanted)
    wanted.pop("f", None)
    return "&".join(filter(None, [wanted.urlencode(), url.to_query(asked.rule)]))


def _page(pk: int | None) -> str:
    return reverse("pipeline:board", args=[pk]) if pk else reverse("pipeline:deals")


def _window(
    request: HttpRequest,
    pk: int | None,
    given: QueryDict,
    *,
    rule: conditions.Rule | str,
    errors: dict[str, list[str]] | None = None,
) -> HttpResponse:
    user: Any = request.user
    context = {
        "rule": rule,
        "page": _page(pk),
        "action": request.path,
        "views": on_record.views("deals", user)[:100],
        "may_share": user.can("saved_view.share"),
        "kept": [(name, given[name]) for name in KEPT if given.get(name)],
        "typed": given if request.method == "POST" else {},
        "errors": errors or {},
    }
    return render(request, "pipeline/board/_filter.html", context, status=422 if errors else 200)
