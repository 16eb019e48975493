"""Open deals by the month in which they are expected to close."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from kariz.pipeline.queries.lists import Asked
from kariz.pipeline.queries.months import forecast_of
from kariz.web.policy import requires
from kariz.web.today_only import today_only


@require_GET
@requires("deal.view")
def show(request: HttpRequest) -> HttpResponse:
    """Sum and weighted sum of every month, and its largest deals."""
    today_only(request)
    user: Any = request.user
    asked = Asked.of(request.GET)
    months = forecast_of(asked.deals(user))
    shown = [one for one in months if one.kind == "month" or one.count]
    context = {
        "months": shown,
        "mine": request.GET.get("owner") == "me",
        "mine_url": "?" + asked.with_(owner="" if request.GET.get("owner") == "me" else "me"),
        "query": asked.with_(),
        "dateless": next(one for one in months if one.kind == "none"),
        "any": any(one.count for one in months),
    }
    return render(request, "pipeline/forecast/forecast.html", context)
