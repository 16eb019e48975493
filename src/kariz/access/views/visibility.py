from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kariz.access.request import SignedInRequest
from kariz.web.errors import DomainError
from kariz.web.forms import show_error
from kariz.web.policy import requires

from ..actions import visibility
from ..forms.visibility import ScopeForm
from ..models import Role
from ..queries import people as queries


@requires("visibility.manage")
@require_http_methods(["GET", "POST"])
def index(request: SignedInRequest) -> HttpResponse:
    lines = [
        (
            scope,
            ScopeForm(
                request.POST or None,
                prefix=scope.role,
                initial={"sees": scope.sees, "changes": scope.changes},
            ),
        )
        for scope in queries.scopes()
        if scope.role != Role.ADMINISTRATOR
    ]
    if request.method == "POST" and all(form.is_valid() for _scope, form in lines):
        for scope, form in lines:
            try:
                visibility.change(role=scope.role, by=request.user, **form.cleaned_data)
            except DomainError as error:
                show_error(form, error)
        if not any(form.errors for _scope, form in lines):
            messages.success(request, _("Saved."))
            return redirect("access:visibility")
    status = 422 if any(form.errors for _scope, form in lines) else 200
    return render(request, "access/visibility.html", {"lines": lines}, status=status)
