"""The re-engagement queue «نوبت پیگیری مجدد»."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from kariz.pipeline.models import Deal, Outcome
from kariz.web.paging import PageParams, paginate
from kariz.web.policy import requires
from kariz.web.today_only import today_only


@require_GET
@requires("deal.view")
def index(request: HttpRequest) -> HttpResponse:
    """Resting deals, the next to come back first."""
    today_only(request)
    user: Any = request.user
    rows = (
        Deal.objects.visible_to(user)
        .filter(outcome=Outcome.RESTING, deleted_at=None)
        .select_related("company", "stage", "owner")
    )
    params = PageParams.model_validate({"cursor": request.GET.get("cursor", "")[:2000]})
    page = paginate(rows, params, order=("resting_until", "id"))
    return render(request, "pipeline/deal/resting.html", {"page": page})
