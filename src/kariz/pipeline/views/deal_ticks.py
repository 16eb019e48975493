"""The boxes of the checklist."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kariz.pipeline.actions import ticks
from kariz.pipeline.models import Criterion
from kariz.pipeline.queries.deal_page import find
from kariz.pipeline.views.respond import changed
from kariz.web.errors import NotFound
from kariz.web.policy import requires


@require_POST
@requires("deal.change")
def tick(request: HttpRequest, pk: int, criterion_id: int) -> HttpResponse:
    """Tick the box, or clear it when it is sent without `ticked`."""
    user: Any = request.user
    deal = find(user, pk, binned=False)
    criterion = Criterion.objects.select_related("stage").filter(pk=criterion_id, retired_at=None).first()
    if criterion is None:
        raise NotFound
    ticked = bool(request.POST.get("ticked"))
    ticks.tick(deal=deal, criterion=criterion, by=user, ticked=ticked)
    return changed(request, pk, _("Ticked.") if ticked else _("The tick was removed."))
