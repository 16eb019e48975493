from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from kariz.access.request import SignedInRequest
from kariz.web.errors import DomainError
from kariz.web.forms import show_error
from kariz.web.policy import requires

from ..actions import tokens
from ..forms.tokens import TokenForm
from ..queries.tokens import tokens_of


@requires("token.manage_own")
@require_http_methods(["GET", "POST"])
@never_cache
def index(request: SignedInRequest) -> HttpResponse:
    form, made = TokenForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            made = tokens.create(
                name=values["name"], scope=values["scope"], expires_at=form.expires_at(), by=request.user
            )
        except DomainError as error:
            show_error(form, error)
        else:
            form = TokenForm()
    context = {"form": form, "tokens": tokens_of(request.user)[:200], "made": made}
    return render(request, "access/tokens.html", context, status=422 if form.errors else 200)


@requires("token.manage_own")
@require_POST
def revoke(request: SignedInRequest, pk: int) -> HttpResponse:
    tokens.revoke(token=get_object_or_404(tokens_of(request.user), pk=pk), by=request.user)
    messages.success(request, _("The token was revoked."))
    return redirect("access:tokens")
