"""A won deal leaves the board for those who serve the customer."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kariz.events.models import Event
from kariz.pipeline.actions.closures import hand_over
from kariz.pipeline.actions.moves import CannotMove, DealMovedMeanwhile, MoveRefused, ReasonNeeded
from kariz.pipeline.forms.moves import mend, whole
from kariz.pipeline.queries.one_deal import seen_deal
from kariz.pipeline.views.moves import moved, refused, stale
from kariz.web.errors import FieldErrors
from kariz.web.policy import requires


@require_POST
@requires("deal.close")
def create(request: HttpRequest, pk: int) -> HttpResponse:
    """204 with a toast, or 409 with the dialog that says what is missing and mends it."""
    user: Any = request.user
    deal = seen_deal(pk, user)
    version = whole(request.POST.get("version"))
    try:
        version = mend(deal, request.POST, user) or version
        done = hand_over(deal=deal, by=user, reason=request.POST.get("reason", ""), version=version)
    except (MoveRefused, ReasonNeeded, FieldErrors, CannotMove) as error:
        return refused(request, deal, error, action=request.path)
    except DealMovedMeanwhile as error:
        return stale(request, error)
    event = Event.objects.filter(deal_id=done.pk, verb="deal.handed_over").order_by("-id").first()
    return moved(request, done, _("“%(deal)s” is handed over.") % {"deal": done.title}, event)
