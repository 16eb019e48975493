from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kariz.access.request import SignedInRequest
from kariz.web.errors import DomainError, NotFound
from kariz.web.forms import show_error
from kariz.web.policy import requires, signed_in

from .. import marks
from ..actions import users
from ..forms.profile import PreferencesForm, ProfileForm


@signed_in
@require_GET
def index(request: SignedInRequest) -> HttpResponse:
    return redirect("access:profile")


@requires("user.change_own")
@require_http_methods(["GET", "POST"])
def profile(request: SignedInRequest) -> HttpResponse:
    user = request.user
    form = ProfileForm(request.POST or None, initial={"name": user.name})
    chosen = {name: getattr(user, name) for name in PreferencesForm.base_fields}
    preferences = PreferencesForm(request.POST or None, initial=chosen)
    if request.method == "POST" and form.is_valid() and preferences.is_valid():
        try:
            users.change_profile(user=user, by=user, **form.cleaned_data, **preferences.cleaned_data)
        except DomainError as error:
            show_error(form, error)
        else:
            with translation.override(user.language):
                messages.success(request, _("Saved."))
            return redirect("access:profile")
    status = 422 if form.errors or preferences.errors else 200
    return render(request, "access/profile.html", {"form": form, "preferences": preferences}, status=status)


@signed_in
@require_POST
def mark(request: SignedInRequest, key: str) -> HttpResponse:
    """Puts a hint of the interface aside (`on=0` brings it back); back to the page it was on."""
    if not marks.known(key):
        raise NotFound
    users.mark(by=request.user, key=key, on=request.POST.get("on") != "0")
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204)
    target = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return redirect(target if safe else "/")


@signed_in
@require_POST
def language(request: SignedInRequest) -> HttpResponse:
    """The switch of one click; back to the page it was on."""
    chosen = request.POST.get("language", "")
    users.change_preferences(user=request.user, by=request.user, language=chosen)
    target = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    response = redirect(target if safe else "access:profile")
    response.set_cookie(settings.LANGUAGE_COOKIE_NAME, chosen, samesite="Lax", secure=request.is_secure())
    return response
