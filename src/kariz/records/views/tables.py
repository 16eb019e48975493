"""What is done in a table of any kind: a cell changed, a block pasted, the columns remembered."""

from __future__ import annotations

import json
import secrets
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from kariz.access.request import SignedInRequest
from kariz.events.origin import BULK, origin
from kariz.web import toasts
from kariz.web.errors import DomainError, FieldErrors, Stale
from kariz.web.policy import requires

from ..actions import cells, table_layouts
from ..queries.tables import kept_columns, last_event, seen_record, seen_table, shown_record, who_changed
from ..tables import Column, Table, columns_of
from ..tables.layout import Place, places_of
from ..tables.markup import inside, rows_html
from ..tables.sheet import loaded
from ..tables.shower import Shower


def whole(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 18 else None


@require_GET
@requires("table.use")
def options(request: SignedInRequest, plural: str, name: str) -> HttpResponse:
    """What a cell of this column can be chosen from: `{"options": [[value, label], …]}`, for one `record` where not all
    can have the same; or rows for a combobox with what holds the words of `q`."""
    table = seen_table(plural, request.user)
    edit = cells.editable(table, name)
    if edit.find is not None:
        found = edit.find(request.user, request.GET.get("q", "").strip()[:200])
        return render(request, "records/table/_found.html", {"rows": found})
    if edit.of is not None and (pk := whole(request.GET.get("record"))) is not None:
        pairs = edit.of(request.user, seen_record(table, pk, request.user))
    else:
        pairs = edit.options(request.user) if edit.options else []
    return JsonResponse({"options": [[str(value), str(label)] for value, label in pairs]})


@require_POST
@requires("table.use")
def cell(request: SignedInRequest, plural: str, pk: int, name: str) -> HttpResponse:
    """`value` into one cell, seen as `version`: `{"row", "toast"}`, or `{"errors"}` (422), or what happened (409)."""
    table = seen_table(plural, request.user)
    record = seen_record(table, pk, request.user)
    places = places_of(table, request.POST.get("columns", "") or kept_columns(table, request.user))
    before = last_event(table, pk)
    said = _said(table, pk, name, request.user)
    try:
        cells.change(
            table=table,
            record=record,
            name=name,
            text=request.POST.get("value", ""),
            by=request.user,
            version=whole(request.POST.get("version")),
        )
    except FieldErrors as error:
        texts = [text for texts in error.errors.values() for text in texts]
        return JsonResponse({"errors": texts or [str(error)]}, status=422)
    except Stale:
        return _conflict(table, pk, name, request, places)
    except DomainError as error:
        # A deal tells of a change in the meantime by an error of its own.
        if error.status == 409:
            return _conflict(table, pk, name, request, places)
        return JsonResponse({"errors": [str(error)]}, status=error.status)
    event = last_event(table, pk)
    toast: dict[str, Any] = {}
    if event is not None and (before is None or event.pk > before.pk) and event.actor_id == request.user.pk:
        undo = reverse("records:undo", args=[event.pk]) if request.user.can("event.undo") else ""
        after = _said(table, pk, name, request.user) or ""
        toast = {"message": _told(columns_of(table.subject)[name], said, after), "undo_url": undo}
    return JsonResponse({"row": _row(table, pk, request, places), "toast": toast})


def _said(table: Table, pk: int, name: str, user: Any) -> str | None:
    """What stands in the cell now; None where there is no such column, or no such record any more."""
    column = columns_of(table.subject).get(name)
    record = shown_record(table, pk, user, [Place(column, 0)]) if column else None
    if column is None or record is None:
        return None
    shown = column.show(record, Shower())
    return shown if isinstance(shown, str) else shown.text.strip()


def _told(column: Column, before: str | None, after: str) -> str:
    """What a change of one cell did, in words: the field, what stood there, what stands there now."""
    label = str(column.label)
    if before is None or before == after:
        return _("“%(field)s” was changed.") % {"field": label}
    said = {"field": label, "before": _cut(before), "after": _cut(after)}
    if not before:
        return _("%(field)s: now %(after)s") % said
    return _("%(field)s: %(before)s → %(after)s") % said


def _cut(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"


@require_GET
@requires("table.use")
def rows(request: SignedInRequest, plural: str) -> HttpResponse:
    """The rows of some records (`ids`) as they are now."""
    table = seen_table(plural, request.user)
    places = places_of(table, request.GET.get("columns", "") or kept_columns(table, request.user))
    words = request.GET.get("ids", "").split(",")[: cells.MOST]
    ids = [int(word) for word in words if word.isascii() and word.isdecimal() and len(word) < 18]
    found = loaded(table.visible(request.user).filter(pk__in=ids), [place.column for place in places])
    may = request.user.can(table.may_change)
    return HttpResponse(rows_html(found, places, Shower(), may_change=may))


@require_POST
@requires("table.use")
def paste(request: SignedInRequest, plural: str) -> HttpResponse:
    """A block of cells: what would come of it, in a window; with `apply` it is written, to be undone in one go."""
    table = seen_table(plural, request.user)
    changes = pasted(request.POST.get("block", ""))
    mark = secrets.token_hex(8)
    apply = "apply" in request.POST
    with origin(batch=f"{BULK}{mark}"):
        results = cells.change_many(table=table, rows=changes, by=request.user, dry_run=not apply)
    labels = {name: column.label for name, column in columns_of(table.subject).items()}
    wrong = [
        (result, [(labels.get(name, ""), texts) for name, texts in result.errors.items()])
        for result in results
        if result.errors
    ]
    done = [result for result in results if result.changed]
    context = {
        "table": table,
        "block": request.POST.get("block", ""),
        "cells": sum(len(change.texts) for change in changes),
        "rows": len(changes),
        "left": whole(request.POST.get("left")) or 0,
        "done": len(done),
        "same": sum(
            bool(asked.texts) and not result.changed and not result.errors
            for asked, result in zip(changes, results, strict=True)
        ),
        "wrong": wrong[:50],
        "wrong_rows": len(wrong),
        "apply": apply,
    }
    if not apply or wrong:
        response = render(request, "records/table/_paste.html", context)
        told: dict[str, Any] = {}
    else:
        response, told = HttpResponse(status=204), {"dialog:close": {}}
    if apply:
        ids = {"ids": [one.pk for one in done]}
        response.headers["HX-Trigger"] = json.dumps(told | ({"grid:changed": ids} if done else {}))
    if apply and done:
        message = ngettext("%(n)s row was changed.", "%(n)s rows were changed.", len(done))
        undo = reverse("records:undo_batch", args=[mark]) if request.user.can("event.undo") else ""
        toasts.add(response, message % {"n": Shower().number(len(done))}, undo_url=undo)
    return response


def pasted(text: str) -> list[cells.RowChange]:
    """The rows of a block as the script sends them. Raises FieldErrors."""
    try:
        return [
            cells.RowChange(
                int(row["pk"]),
                {str(name): str(value)[:20_000] for name, value in row["texts"].items()},
                int(row["version"]),
                {str(name): int(value) for name, value in row.get("versions", {}).items()},
            )
            for row in json.loads(text)
        ]
    except (ValueError, KeyError, TypeError, AttributeError):
        raise FieldErrors({"block": [_("These cells cannot be read.")]}) from None


def _row(table: Table, pk: int, request: SignedInRequest, places: list[Place]) -> SafeString:
    record = shown_record(table, pk, request.user, places)
    return rows_html([record] if record else [], places, Shower(), may_change=True)


def _conflict(
    table: Table, pk: int, name: str, request: SignedInRequest, places: list[Place]
) -> HttpResponse:
    """Who came first, what stands there now, and the row to go on from."""
    column = columns_of(table.subject)[name]
    record = shown_record(table, pk, request.user, [Place(column, 0)])
    shown = column.show(record, Shower()) if record else ""
    said = {
        "message": who_changed(table, pk),
        "now": shown if isinstance(shown, str) else shown.text,
        "html": inside(shown),
        "row": _row(table, pk, request, places),
    }
    return JsonResponse({"conflict": said}, status=409)


@require_POST
@requires("table.use")
def layout(request: SignedInRequest, plural: str) -> HttpResponse:
    """Remember `columns`; empty forgets them."""
    table = seen_table(plural, request.user)
    kept = table_layouts.keep(table=table, columns=request.POST.get("columns", "")[:4000], by=request.user)
    return JsonResponse({"columns": kept})
