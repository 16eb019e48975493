from __future__ import annotations

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from kariz.web.errors import DomainError
from kariz.web.forms import show_error
from kariz.web.policy import public

from ..actions import invitations
from ..forms.people import AcceptForm


@public
@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "POST"])
def accept(request: HttpRequest, secret: str) -> HttpResponse:
    """The invited person sets name, password and language, and is signed in."""
    try:
        invitation = invitations.find(secret)
    except invitations.InvitationGone as error:
        return render(request, "access/invitation_gone.html", {"error": error}, status=error.status)
    initial = {"language": get_language(), "name": invitations.name_of(invitation)}
    form = AcceptForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            user = invitations.accept(secret=secret, **form.cleaned_data)
        except DomainError as error:
            show_error(form, error)
        else:
            login(request, user)
            return redirect("/")
    context = {"form": form, "invitation": invitation}
    return render(request, "access/accept.html", context, status=422 if form.errors else 200)
