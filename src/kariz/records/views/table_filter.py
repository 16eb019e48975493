"""The window with the conditions and the saved views of a table."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kariz.rules import conditions, url
from kariz.rules.errors import RuleError
from kariz.web import toasts
from kariz.web.errors import FieldErrors
from kariz.web.policy import requires

from ..actions import saved_views
from ..models import SavedView
from ..queries import on_record, own
from ..queries.tables import kept_columns, seen_table
from ..tables import Table

KEPT = ("q", "sort", "group", "columns")
"""What a table shows beside its conditions, and a view keeps too."""


@require_http_methods(["GET", "POST"])
@requires("table.use")
def drawer(request: HttpRequest, plural: str) -> HttpResponse:
    """The conditions as the table has them (GET); shown, or with `keep` or `update` also kept as a view (POST)."""
    user: Any = request.user
    table = seen_table(plural, user)
    if request.method == "GET":
        return _window(request, table, request.GET, rule=table.rule(request.GET))
    given = request.POST
    try:
        query = _query(table, given)
    except RuleError as error:
        return _window(request, table, given, rule=given.get("f", ""), errors={"f": [str(error)]})
    try:
        view = _kept(request, table, query)
    except FieldErrors as error:
        return _window(request, table, given, rule=given.get("f", ""), errors=error.errors)
    if view is not None:
        query = "&".join(filter(None, [view.query, f"view={view.pk}"]))
        toasts.after_redirect(request, _("“%(name)s” is saved.") % {"name": view.name})
    to = f"{reverse(table.url_name)}?{query or 'view=all'}"
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": to})
    return redirect(to)


def _kept(request: HttpRequest, table: Table, query: str) -> SavedView | None:
    """The view that was asked for, with the columns that one sees now. Raises FieldErrors, NotAllowed."""
    user: Any = request.user
    given = request.POST
    if "keep" not in given and "update" not in given:
        return None
    whole = QueryDict(query, mutable=True)
    if "columns" not in whole and (columns := kept_columns(table, user)):
        whole["columns"] = columns
    if "update" in given:
        view = own.view(_number(given.get("view", "")), user)
        return saved_views.change(view=view, by=user, query=whole.urlencode())
    return saved_views.create(
        kind=table.plural,
        name=given.get("name", ""),
        query=whole.urlencode(),
        shared=given.get("shared") == "on",
        by=user,
    )


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 18 else 0


def _query(table: Table, given: QueryDict) -> str:
    """The address's query for what the window says. Raises RuleError."""
    wanted = QueryDict(mutable=True)
    for name in (*KEPT, *table.kept, "f"):
        if given.get(name):
            wanted[name] = str(given[name])
    rule = table.rule(wanted)
    wanted.pop("f", None)
    return "&".join(filter(None, [wanted.urlencode(), url.to_query(rule)]))


def _window(
    request: HttpRequest,
    table: Table,
    given: QueryDict,
    *,
    rule: conditions.Rule | str,
    errors: dict[str, list[str]] | None = None,
) -> HttpResponse:
    user: Any = request.user
    seen = on_record.view_seen(given.get("view", ""), table.plural, user)
    context = {
        "table": table,
        "rule": rule,
        "page": reverse(table.url_name),
        "views": on_record.views(table.plural, user)[:100],
        "view": seen,
        "mine": seen is not None and seen.owner_id == user.pk,
        "may_share": user.can("saved_view.share"),
        "kept": [(name, given[name]) for name in (*KEPT, *table.kept) if given.get(name)],
        "typed": given if request.method == "POST" else {},
        "errors": errors or {},
    }
    return render(request, "records/table/_filter.html", context, status=422 if errors else 200)
