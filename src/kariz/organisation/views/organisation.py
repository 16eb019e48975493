from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from kariz.web.errors import DomainError
from kariz.web.forms import show_error
from kariz.web.policy import requires

from .. import renewals
from ..actions import organisation as actions
from ..forms.organisation import OrganisationForm
from ..queries.current import organisation


@requires("organisation.change")
@require_http_methods(["GET", "POST"])
def settings(request: HttpRequest) -> HttpResponse:
    company = organisation()
    initial = {name: getattr(company, name) for name in (*actions.FIELDS, "version")}
    form = OrganisationForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change(by=request.user, **form.cleaned_data)
        except DomainError as error:
            show_error(form, error)
        else:
            messages.success(request, _("Saved."))
            return redirect("organisation:settings")
    context = {"form": form, "renewals": renewals.under_way()}
    return render(request, "organisation/settings.html", context, status=422 if form.errors else 200)


@requires("organisation.change")
@require_GET
def progress(request: HttpRequest) -> HttpResponse:
    """How far the work is that a changed country began; asked again while it goes on."""
    return render(request, "organisation/_renewals.html", {"renewals": renewals.under_way()})
