from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from kariz.pipeline.queries.options import ADDED, KINDS
from kariz.web.errors import NotFound
from kariz.web.policy import requires


@require_GET
@requires("deal.view")
def index(request: HttpRequest, kind: str) -> HttpResponse:
    """Rows for a combobox: what the user may see of `kind` and holds the words of `?q=`; last, to add one of them."""
    user: Any = request.user
    if kind not in KINDS:
        raise NotFound
    q = request.GET.get("q", "").strip()[:200]
    context: dict[str, Any] = {"rows": KINDS[kind](user, q)}
    if q and kind in ADDED and user.can("people.create"):
        about = {"company": request.GET["company"]} if request.GET.get("company") else None
        context |= {"add": q, "add_url": reverse(f"people:{kind}_quick", query=about)}
    return render(request, "pipeline/options.html", context)
