"""What other currencies are worth to the company: the page of the settings."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kariz.pipeline.actions import rates
from kariz.pipeline.forms.rates import RateForm, currency_name, unit_name
from kariz.pipeline.queries.rates import known_rates
from kariz.pipeline.views.respond import refused
from kariz.web import toasts
from kariz.web.errors import DomainError
from kariz.web.policy import requires


@requires("organisation.change")
def index(request: HttpRequest) -> HttpResponse:
    """Every currency with its rate (GET); one is said (POST)."""
    known = known_rates()
    posted = request.POST.get("currency", "")
    said = next((one for one in known if one.currency == posted), None)
    form = RateForm(request.POST, known=said) if request.method == "POST" else None
    status = 200
    if form is not None:
        status = 422
        if form.is_valid():
            try:
                event = rates.say(by=request.user, **form.cleaned_data)
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
    context = {"rows": rows, "other": other, "unit": unit_name()}
    return render(request, "pipeline/products/rates.html", context, status=status)
