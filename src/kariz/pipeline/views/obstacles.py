"""The list of what stops deals."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from kariz.records.tables import table_of
from kariz.records.views import table_page
from kariz.web.policy import requires


@require_GET
@requires("deal.view")
def index(request: HttpRequest) -> HttpResponse:
    """The table, or with htmx its next rows."""
    if (clean := table_page.without_gone(request, table_of("obstacles"))) is not None:
        return clean
    return table_page.page(request, "obstacles", "pipeline/table/obstacles.html")
