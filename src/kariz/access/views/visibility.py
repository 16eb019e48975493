from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kariz.access.request import SignedInRequest
from kariz.web.errors import FieldErrors, Stale
from kariz.web.policy import requires

from ..actions import visibility
from ..actions.visibility import Wanted
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
                initial={"sees": scope.sees, "changes": scope.changes, "version": scope.version},
            ),
        )
        for scope in queries.scopes()
        if scope.role != Role.ADMINISTRATOR
    ]
    status, stale = 200, ""
    if request.method == "POST":
        status = 422
        if all(form.is_valid() for _scope, form in lines):
            wanted = [Wanted(scope.role, **form.cleaned_data) for scope, form in lines]
            try:
                visibility.change_all(wanted=wanted, by=request.user)
            except FieldErrors as error:
                _tell(lines, error)
            except Stale as error:
                status, stale = 409, str(error)
                _send_current(lines)
            else:
                messages.success(request, _("Saved."))
                return redirect("access:visibility")
    return render(request, "access/visibility.html", {"lines": lines, "stale": stale}, status=status)


def _send_current(lines: list[tuple[queries.Scope, ScopeForm]]) -> None:
    """What was chosen stays, and the next save overwrites knowingly."""
    for scope, form in lines:
        form.data = {**form.data, form.add_prefix("version"): str(scope.version)}


def _tell(lines: list[tuple[queries.Scope, ScopeForm]], error: FieldErrors) -> None:
    for scope, form in lines:
        for name in form.fields:
            for text in error.errors.get(f"{scope.role}.{name}", []):
                form.add_error(name, text)
