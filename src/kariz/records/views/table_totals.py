"""What stands below a table and above its groups, anew after a cell was changed."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from kariz.access.request import SignedInRequest
from kariz.web.policy import requires

from ..queries.tables import kept_columns, seen_table
from ..tables.sheet import Sheet, parts_of, totals_of
from ..tables.shower import Shower
from .table_page import foot_of, part_of


@require_GET
@requires("table.use")
def show(request: SignedInRequest, plural: str) -> HttpResponse:
    """The last line, those of the groups and the note, for the page's address as the query. Raises RuleError (400)."""
    table, shower = seen_table(plural, request.user), Shower()
    sheet = Sheet.of(table, request.user, request.GET, kept_columns(table, request.user))
    parts, more = parts_of(sheet) if sheet.group is not None else ([], False)
    bodies = [part_of(sheet, part, shower) for part in parts]
    totals = totals_of(sheet)
    context = {"bodies": bodies, "total": totals, "more_groups": more, **foot_of(sheet, totals, shower)}
    return render(request, "records/table/_totals.html", context)
