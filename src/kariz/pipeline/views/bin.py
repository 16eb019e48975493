from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from kariz.pipeline.models import Deal
from kariz.web.policy import requires

KEPT_DAYS = 30


@require_GET
@requires("deal.delete")
def index(request: HttpRequest) -> HttpResponse:
    """Deals in the bin, newest first, with the days that each has left."""
    user: Any = request.user
    now = timezone.now()
    rows = (
        Deal.objects.visible_to(user)
        .filter(deleted_at__gt=now - timedelta(days=KEPT_DAYS))
        .select_related("company", "stage", "owner")
        .order_by("-deleted_at")[:200]
    )
    deals = [(deal, KEPT_DAYS - (now - deal.deleted_at).days, user.can("deal.delete", deal)) for deal in rows]
    return render(request, "pipeline/deal/bin.html", {"deals": deals, "days": KEPT_DAYS})
