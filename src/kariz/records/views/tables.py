"""A table of any kind: its page, more of its rows, a cell changed, a block pasted, the columns remembered."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from kariz.access.request import SignedInRequest
from kariz.events.origin import BULK, origin
from kariz.rules import conditions
from kariz.web import toasts
from kariz.web.errors import DomainError, FieldErrors, Stale
from kariz.web.policy import requires

from ..actions import cells, table_layouts
from ..queries import on_record
from ..queries.tables import kept_columns, last_event, seen_record, seen_table, shown_record, who_changed
from ..tables import Column, Table, columns_of
from ..tables.bulk import actions_of
from ..tables.layout import Place, places_of, text_of
from ..tables.markup import inside, rows_html, sum_text
from ..tables.sheet import Part, Sheet, Totals, loaded, page_of, parts_of, totals_of
from ..tables.shower import Shower

INPUTS = {"date": "date", "datetime": "date", "money": "money", "number": "number"}
OWN = ("cursor", "part", "behind", "after")
"""Parameters of one answer, which no other address takes over."""


def page(
    request: HttpRequest, plural: str, template: str, context: Mapping[str, Any] | None = None
) -> HttpResponse:
    """The page in `template`, or with htmx the next rows behind `cursor` or of the group `part`.

    The area's view has asked for its capability. Raises RuleError, BadCursor (400).
    """
    user: Any = request.user
    table = seen_table(plural, user)
    if not request.GET and (start := on_record.default_address(plural, user)):
        return redirect(reverse(table.url_name) + start)
    sheet = Sheet.of(table, user, request.GET, kept_columns(table, user))
    if request.headers.get("HX-Request") and ("cursor" in request.GET or "part" in request.GET):
        return render(request, "records/table/_rows.html", _rows(sheet, Shower()))
    return render(request, template, _page(sheet) | dict(context or {}))


def _page(sheet: Sheet) -> dict[str, Any]:
    shower, table, user, query = Shower(), sheet.table, sheet.user, sheet.query
    totals, rule = totals_of(sheet), table.rule(query)
    # «Mine» has a chip of its own.
    filters = conditions.count(rule) - (query.get("owner") == "me")
    made: dict[str, Any] = {
        "table": table,
        "sheet": sheet,
        "heads": [_head(sheet, place) for place in sheet.places],
        "columns": text_of(sheet.places),
        "width": sum(place.width for place in sheet.places) + 44,
        "choices": _choices(sheet),
        "groups": [column for column in sheet.known.values() if column.group],
        "total": totals,
        **foot_of(sheet, totals, shower),
        "quick": [_quick(sheet, one.label, one.asks) for one in table.quick],
        "wider": _wider(sheet),
        "address": query.urlencode(),
        "query": with_(query),
        "kept": [(name, value) for name, value in query.items() if name not in ("q", *OWN) and value],
        "view": on_record.view_seen(query.get("view", ""), table.plural, user),
        "narrowed": any(value for name, value in query.items() if name not in PLAIN),
        "may_change": user.can(table.may_change),
        "bulk_actions": actions_of(table, user) if user.can(table.may_change) else [],
        "may_export": user.can("export.run"),
        "rule": rule,
        "filters": filters,
        "filtered": filters > 0,
        "texts": json.dumps(_texts(), ensure_ascii=False),
    }
    if sheet.group is None:
        return made | {"bodies": [_rows(sheet, shower)]}
    parts, more = parts_of(sheet)
    bodies = [_body(sheet, part, shower, filled=place == 0) for place, part in enumerate(parts)]
    return made | {"bodies": bodies, "more_groups": more}


def _texts() -> dict[str, str]:
    """What the script says, in the reader's language."""
    return {
        "now": _("It now says: {value}"),
        "mine": _("Save mine"),
        "theirs": _("Leave as it is"),
        "moved": _("“{column}” moved."),
        "copied": _("{n} cells are copied."),
        "fixed": _("This cell cannot be changed here."),
    }


PLAIN = ("view", "sort", "columns", "group", *OWN)
"""Parameters that narrow nothing."""


def _rows(sheet: Sheet, shower: Shower) -> dict[str, Any]:
    """One page of rows, and where the next one is."""
    part = sheet.query.get("part") if sheet.group is not None else None
    return _filled(sheet, shower, part, sheet.query.get("cursor", ""))


def _filled(sheet: Sheet, shower: Shower, part: str | None, cursor: str = "") -> dict[str, Any]:
    found = page_of(sheet, cursor, part)
    may = sheet.user.can(sheet.table.may_change)
    here = {"cursor": found["next"]} | ({} if part is None else {"part": part})
    return {
        "rows": rows_html(found["items"], sheet.places, shower, may_change=may),
        "more": with_(sheet.query, here, keep_empty=True) if found["next"] else "",
        "span": len(sheet.places) + 1,
    }


def foot_of(sheet: Sheet, totals: Totals, shower: Shower) -> dict[str, Any]:
    """The last line of the table."""
    return {
        "counted": sheet.table.counted(totals.count, shower.number(totals.count)),
        "sums": [_sum(place.column, totals.sums, shower) for place in sheet.places],
    }


def part_of(sheet: Sheet, part: Part, shower: Shower) -> dict[str, Any]:
    """The line above the rows of a group."""
    return {
        "part": part,
        "label": part.label or _("Without a value"),
        "count": shower.number(part.count),
        "sums": [_sum(place.column, part.sums, shower) for place in sheet.places[1:]],
    }


def _body(sheet: Sheet, part: Part, shower: Shower, *, filled: bool) -> dict[str, Any]:
    head = part_of(sheet, part, shower)
    if filled:
        return head | _filled(sheet, shower, part.key)
    more = with_(sheet.query, {"part": part.key}, keep_empty=True)
    return head | {"rows": "", "more": more, "span": len(sheet.places) + 1}


def _sum(column: Column, sums: Mapping[str, Any], shower: Shower) -> tuple[Column, str]:
    return column, sum_text(column, sums.get(column.name), shower)


def _head(sheet: Sheet, place: Place) -> dict[str, Any]:
    column, asked = place.column, sheet.query.get("sort", "") or sheet.table.sort
    known = sheet.table.aliases.get(asked.removeprefix("-"), asked.removeprefix("-"))
    state = ""
    if known == column.name:
        state = "descending" if asked.startswith("-") else "ascending"
    flip = f"-{column.name}" if state == "ascending" else column.name
    return {
        "column": column,
        "width": place.width,
        "state": state,
        "url": "?" + with_(sheet.query, {"sort": flip}) if column.order else "",
        "input": input_of(column),
        "find": reverse("records:table_options", args=[sheet.table.plural, column.name])
        if column.edit is not None and column.edit.find is not None
        else "",
    }


def input_of(column: Column) -> str:
    """How a cell of the column is edited in the browser; empty where it is not."""
    if column.edit is None:
        return ""
    if column.edit.find is not None:
        return "record"
    if column.edit.several:
        return "choices"
    return "choice" if column.edit.options else INPUTS.get(str(column.type), "text")


def _choices(sheet: Sheet) -> list[tuple[Column, bool]]:
    """All columns for the menu: the shown ones in their order, then the others."""
    shown = {column.name: column for column in sheet.columns}
    rest = [one for name, one in sheet.known.items() if name not in shown]
    return [(column, True) for column in shown.values()] + [(column, False) for column in rest]


def _quick(sheet: Sheet, label: Any, asks: Mapping[str, str]) -> dict[str, Any]:
    on = _asked(sheet, asks)
    changes = {name: "" if on else value for name, value in asks.items()}
    return {"label": label, "on": on, "url": "?" + (with_(sheet.query, changes) or "view=all")}


def _asked(sheet: Sheet, asks: Mapping[str, str]) -> bool:
    return all((sheet.query.get(name) or "") == value for name, value in asks.items())


def _wider(sheet: Sheet) -> str:
    """The address of the same list with what it leaves out while nobody asks; empty where somebody has."""
    for one in sheet.table.quick:
        if one.wider and not any(sheet.query.get(name) for name in one.asks) and "f" not in sheet.query:
            return "?" + with_(sheet.query, dict(one.asks))
    return ""


def with_(query: QueryDict, changes: Mapping[str, Any] | None = None, *, keep_empty: bool = False) -> str:
    """The address's query with some parameters set, or dropped when empty."""
    made, changes = query.copy(), changes or {}
    for name in (*OWN, *changes):
        made.pop(name, None)
    for name in [name for name, value in made.items() if not value]:
        made.pop(name)
    for name, value in changes.items():
        if value or (keep_empty and value is not None):
            made[name] = value
    return made.urlencode()


def whole(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 18 else None


@require_GET
@requires("table.use")
def options(request: SignedInRequest, plural: str, name: str) -> HttpResponse:
    """What a cell of this column can be chosen from: `{"options": [[value, label], …]}`, or rows for a combobox with
    what holds the words of `q`."""
    table = seen_table(plural, request.user)
    edit = cells.editable(table, name)
    if edit.find is not None:
        found = edit.find(request.user, request.GET.get("q", "").strip()[:200])
        return render(request, "records/table/_found.html", {"rows": found})
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
    return shown if isinstance(shown, str) else shown.text


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
        "wrong": wrong[:50],
        "wrong_rows": len(wrong),
        "apply": apply,
    }
    if not apply or wrong:
        response = render(request, "records/table/_paste.html", context)
        told: dict[str, Any] = {}
    else:
        response, told = HttpResponse(status=204), {"dialog:close": {}}
    if apply and done:
        response.headers["HX-Trigger"] = json.dumps(
            told | {"grid:changed": {"ids": [one.pk for one in done]}}
        )
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
