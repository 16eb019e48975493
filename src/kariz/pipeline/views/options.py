from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from kariz.pipeline.queries.options import KINDS
from kariz.web.errors import NotFound
from kariz.web.policy import requires


@require_GET
@requires("deal.view")
def index(request: HttpRequest, kind: str) -> HttpResponse:
    """Rows for a combobox: what the user may see of `kind` and holds the words of `?q=`."""
    user: Any = request.user
    if kind not in KINDS:
        raise NotFound
    rows = KINDS[kind](user, request.GET.get("q", "")[:200])
    return render(request, "pipeline/options.html", {"rows": rows})
