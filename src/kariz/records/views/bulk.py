"""One change of many records: what exactly, what would come of it, how far it is, and back."""

from __future__ import annotations

import json
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from kariz.access.models import User
from kariz.access.request import SignedInRequest
from kariz.web import toasts
from kariz.web.errors import FieldErrors
from kariz.web.policy import requires

from ..actions import bulk_changes
from ..models import BulkChange
from ..queries.tables import own_change, seen_table
from ..tables import Table, table_of
from ..tables.bulk import action_of, actions_of, told
from ..tables.shower import Shower

OWN = ("action", "ids", "whole", "query", "csrfmiddlewaretoken", "again")
PAGE = 50


@require_POST
@requires("table.use")
def ask(request: SignedInRequest, plural: str) -> HttpResponse:
    """The window of an action, with how many records it is about; or the page on which it is done."""
    table = seen_table(plural, request.user)
    action = action_of(table, request.POST.get("action", ""), request.user)
    if action.page is None:
        return _window(request, table, request.POST, {})
    try:
        to = action.page(chosen(table, request.POST, request.user))
    except FieldErrors as error:
        return _window(request, table, request.POST, error.errors)
    return (
        HttpResponse(status=204, headers={"HX-Redirect": to})
        if request.headers.get("HX-Request")
        else redirect(to)
    )


@require_POST
@requires("table.use")
def begin(request: SignedInRequest, plural: str) -> HttpResponse:
    """Rehearse it: the answer says what would come of it, or how far the rehearsal is."""
    table = seen_table(plural, request.user)
    given = request.POST
    try:
        change = bulk_changes.begin(
            table=table,
            action=given.get("action", ""),
            given={
                name: ",".join(map(str, values))[:2000] for name, values in given.lists() if name not in OWN
            },
            rows=chosen(table, given, request.user),
            by=request.user,
        )
    except FieldErrors as error:
        return _window(request, table, given, error.errors)
    return _state(request, change)


def chosen(table: Table, given: QueryDict, user: User) -> QuerySet[Any]:
    """The records named by `ids`, or with `whole` everything that the address's `query` asks for."""
    if given.get("whole"):
        return table.rows(user, QueryDict(given.get("query", "")))
    words = given.get("ids", "").split(",")[:5000]
    ids = [int(word) for word in words if word.isascii() and word.isdecimal() and len(word) < 18]
    return table.visible(user).filter(pk__in=ids)


def _window(
    request: SignedInRequest, table: Table, given: QueryDict, errors: dict[str, list[str]]
) -> HttpResponse:
    action = action_of(table, given.get("action", ""), request.user)
    count = chosen(table, given, request.user).count()
    context = {
        "table": table,
        "action": action,
        "fields": [
            (field, given.get(field.name, ""), errors.get(field.name, []))
            for field in action.asks(table, request.user, {name: str(value) for name, value in given.items()})
        ],
        "counted": table.counted(count, Shower().number(count)),
        "kept": [(name, given.get(name, "")) for name in ("action", "ids", "whole", "query")],
        "errors": errors.get("ids", []),
        "here": action.page is None,
    }
    return render(request, "records/table/_bulk.html", context, status=422 if errors else 200)


@require_GET
@requires("table.use")
def show(request: SignedInRequest, pk: int) -> HttpResponse:
    """One's own change: in the window with htmx, else as a page."""
    return _state(request, own_change(pk, request.user))


@require_POST
@requires("table.use")
def run(request: SignedInRequest, pk: int) -> HttpResponse:
    return _state(request, bulk_changes.run(change=own_change(pk, request.user), by=request.user))


@require_POST
@requires("event.undo")
def take_back(request: SignedInRequest, pk: int) -> HttpResponse:
    change = bulk_changes.take_back(change=own_change(pk, request.user), by=request.user)
    if request.headers.get("HX-Request"):
        return _state(request, change)
    return redirect("records:bulk_change", pk=pk)


@require_GET
@requires("table.use")
def index(request: SignedInRequest) -> HttpResponse:
    """What one has changed in bulk, the newest first."""
    rows = BulkChange.objects.filter(created_by=request.user).defer("items").order_by("-id")[:PAGE]
    return render(request, "records/table/bulk_changes.html", {"rows": [_context(one) for one in rows]})


def _state(request: HttpRequest, change: BulkChange) -> HttpResponse:
    context = _context(change) | {"told": _filled(change)}
    if not request.headers.get("HX-Request"):
        return render(request, "records/table/bulk_change.html", context)
    if change.phase == BulkChange.Phase.DONE and not change.refused_count:
        return _done(change)
    response = render(request, "records/table/_bulk_state.html", context)
    if change.phase in (BulkChange.Phase.DONE, BulkChange.Phase.TAKEN_BACK):
        response.headers["HX-Trigger"] = json.dumps(_told(change))
    return response


def _done(change: BulkChange) -> HttpResponse:
    """Nothing to read: the window closes, the toast takes it back."""
    response = HttpResponse(
        status=204, headers={"HX-Trigger": json.dumps(_told(change) | {"dialog:close": {}})}
    )
    table, number = table_of(change.kind), Shower().number(change.changed_count)
    message = _("Changed: %(what)s") % {"what": table.counted(change.changed_count, number)}
    return toasts.add(response, message, undo_url=reverse("records:bulk_take_back", args=[change.pk]))


def _told(change: BulkChange) -> dict[str, Any]:
    """For the page behind the window: few rows are drawn anew, many by a new page."""
    ids = [pk for pk, _version in change.items] if change.total <= bulk_changes.AT_ONCE else None
    gone = change.action == "delete" or change.phase == BulkChange.Phase.TAKEN_BACK
    return {
        "grid:changed": {} if ids is None or gone else {"ids": ids},
        "deals:changed": {},
        "deal:moved": {},
    }


def _filled(change: BulkChange) -> list[tuple[str, str]]:
    """What is changed to what, as the window was filled."""
    table, by = table_of(change.kind), change.created_by
    action = next((one for one in actions_of(table, by) if one.name == change.action), None)
    return told(action, table, change.given, by) if action else []


def _context(change: BulkChange) -> dict[str, Any]:
    table, shower = table_of(change.kind), Shower()
    known = {one.name: one for one in actions_of(table, change.created_by)}
    reasons = sorted(change.reasons.items(), key=lambda pair: -pair[1]["count"])
    back = change.phase in (BulkChange.Phase.TAKING_BACK, BulkChange.Phase.TAKEN_BACK)
    return {
        "change": change,
        "table": table,
        "label": known[change.action].label if change.action in known else change.action,
        "counted": table.counted(change.total, shower.number(change.total)),
        "changed": table.counted(change.changed_count, shower.number(change.changed_count)),
        "refused": table.counted(change.refused_count, shower.number(change.refused_count)),
        "reasons": [
            (reason, shower.number(kept["count"]), kept["some"], kept["count"] - len(kept["some"]))
            for reason, kept in reasons
        ],
        "at": change.undone_count if back else change.position,
        "of": change.changed_count if back else change.total,
        "back": back,
    }
