"""The page of a table of any kind, and more of its rows."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from kariz.rules import conditions
from kariz.web import toasts

from ..custom import gone
from ..queries import on_record
from ..queries.tables import kept_columns, seen_table
from ..tables import Column, Table
from ..tables.bulk import actions_of
from ..tables.layout import Place, text_of
from ..tables.markup import Sum, rows_html, sum_of
from ..tables.sheet import Part, Sheet, Totals, page_of, parts_of, totals_of
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
    if (clean := without_gone(request, table)) is not None:
        return clean
    sheet = Sheet.of(table, user, request.GET, kept_columns(table, user))
    if request.headers.get("HX-Request") and ("cursor" in request.GET or "part" in request.GET):
        return render(request, "records/table/_rows.html", _rows(sheet, Shower()))
    return render(request, template, _page(sheet) | dict(context or {}))


def without_gone(request: HttpRequest, table: Table) -> HttpResponse | None:
    """Where the address asks for removed custom fields, as kept views do: the way to it without them, and a word."""
    query, labels = gone.without(request.GET, table.subject)
    if not labels:
        return None
    query.setdefault("view", "all")
    text = _("Shown without what asks for %(fields)s: the field was removed.")
    toasts.after_redirect(request, text % {"fields": _(", ").join(labels)})
    return redirect(f"{reverse(table.url_name)}?{query.urlencode()}")


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
        "refused": _("“{value}” was not saved. {why}"),
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
        "sums": [_sum(place, totals, shower) for place in sheet.places],
    }


def part_of(sheet: Sheet, part: Part, shower: Shower) -> dict[str, Any]:
    """The line above the rows of a group."""
    return {
        "part": part,
        "label": part.label or _("Without a value"),
        "count": shower.number(part.count),
        "sums": [_sum(place, part, shower) for place in sheet.places[1:]],
    }


def _body(sheet: Sheet, part: Part, shower: Shower, *, filled: bool) -> dict[str, Any]:
    head = part_of(sheet, part, shower)
    if filled:
        return head | _filled(sheet, shower, part.key)
    more = with_(sheet.query, {"part": part.key}, keep_empty=True)
    return head | {"rows": "", "more": more, "span": len(sheet.places) + 1}


def _sum(place: Place, of: Totals | Part, shower: Shower) -> Sum:
    name = place.column.name
    return sum_of(place, of.sums.get(name), of.apart.get(name, ()), shower)


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
        "own": column.edit is not None and column.edit.of is not None,
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
