"""What other currencies are worth to the company: the page of the settings."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kariz.localisation.preferences import current
from kariz.pipeline.actions import rates
from kariz.pipeline.forms.rates import RateForm, currency_name, plain, unit_name
from kariz.pipeline.queries.rates import Known, as_whole, known_rates
from kariz.pipeline.views.respond import refused
from kariz.web import toasts
from kariz.web.errors import DomainError, Stale
from kariz.web.policy import requires


@requires("organisation.change")
def index(request: HttpRequest) -> HttpResponse:
    """Every currency with its rate (GET); one is said (POST)."""
    known = known_rates()
    said = _posted(request, known)
    form = RateForm(request.POST, known=said) if request.method == "POST" else None
    status, theirs = 200, None
    if form is not None:
        status = 422
        if form.is_valid():
            try:
                event = rates.say(by=request.user, **form.cleaned_data)
            except Stale:
                status, known = 409, known_rates()
                theirs = said = _posted(request, known)
                # Who sends it again does so knowing what stands there by now.
                form = RateForm(
                    {**request.POST.dict(), "seen": plain(said.rate if said else None)}, known=said
                )
            except DomainError as error:
                status = refused(form, error)
            else:
                undo = f"/events/{event.pk}/undo/" if event else ""
                toasts.after_redirect(request, _("Saved."), undo_url=undo)
                return redirect("pipeline:rates")
    rows = [
        (one, currency_name(one.currency), form if one is said and form else RateForm(known=one))
        for one in known
    ]
    other = form if form is not None and said is None else RateForm()
    context = {"rows": rows, "other": other, "unit": unit_name(), "theirs": _shown(theirs)}
    return render(request, "pipeline/products/rates.html", context, status=status)


def _posted(request: HttpRequest, known: list[Known]) -> Known | None:
    return next((one for one in known if one.currency == request.POST.get("currency")), None)


def _shown(theirs: Known | None) -> dict[str, Any] | None:
    """What another person said meanwhile, as the page says rates."""
    if theirs is None:
        return None
    rate = None if theirs.rate is None else as_whole(theirs.rate, theirs.currency, current().unit)
    return {"currency": theirs.currency, "who": theirs.set_by or _("Kariz"), "rate": rate}
