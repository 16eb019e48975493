"""The deals as a table whose cells are edited in place."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from kariz.pipeline.queries.lists import Asked
from kariz.records.tables import table_of
from kariz.records.views import table_page
from kariz.web.policy import requires


@require_GET
@requires("deal.view")
def show(request: HttpRequest) -> HttpResponse:
    """The table, or with htmx its next rows."""
    if (clean := table_page.without_gone(request, table_of("deals"))) is not None:
        return clean
    board_query = Asked.of(request.GET).with_(columns="", group="")
    return table_page.page(request, "deals", "pipeline/table/table.html", {"board_query": board_query})
