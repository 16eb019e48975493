"""How a closed deal ended, corrected on its page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kariz.pipeline.actions import corrections
from kariz.pipeline.forms.closings import ClosingForm
from kariz.pipeline.queries.deal_page import find
from kariz.pipeline.views.respond import changed, refused, seen_version, version_to_send, window
from kariz.web.errors import DomainError
from kariz.web.policy import requires


@require_http_methods(["GET", "POST"])
@requires("deal.close")
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """The window with the day, the reason and the words (GET), or what they are to be (POST)."""
    user: Any = request.user
    deal = find(user, pk, binned=False)
    user.require("deal.close", deal)
    corrections.must_be_closed(deal)
    form = ClosingForm(request.POST or None, deal=deal)
    status = 422 if request.method == "POST" else 200
    if request.method == "POST" and form.is_valid():
        try:
            corrections.correct(deal=deal, by=user, said=form.said(), version=seen_version(request))
        except DomainError as error:
            status = refused(form, error)
        else:
            return changed(request, pk, _("Saved."))
    context = {"form": form, "deal": deal, "version": version_to_send(request, deal, status)}
    return window(request, "pipeline/deal/closing.html", context, status=status)
