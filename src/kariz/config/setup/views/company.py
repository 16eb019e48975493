"""The first page of an empty installation."""

from __future__ import annotations

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from kariz.config.setup import actions, link
from kariz.config.setup.forms import SetUpForm
from kariz.config.setup.language import browsers_language, country_of
from kariz.config.setup.state import is_open
from kariz.organisation.actions.organisation import AlreadySetUp
from kariz.web.errors import FieldErrors
from kariz.web.forms import show_error
from kariz.web.policy import public

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@public
@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "POST"])
@browsers_language
def company(request: HttpRequest) -> HttpResponse:
    """Administrator and company; open while nobody has an account."""
    if not is_open():
        return redirect("start")
    if not link.may_enter(request):
        return render(request, "setup/closed.html", status=403)
    if "key" in request.GET:
        return redirect("setup:company")
    language = (get_language() or "fa").partition("-")[0]
    form = SetUpForm(request.POST or None, asked_from=country_of(request, language))
    if request.method == "POST" and form.is_valid():
        try:
            user = actions.set_up(administrator=form.administrator(), company=form.organisation())
        except FieldErrors as error:
            show_error(form, error)
        except AlreadySetUp:
            return redirect("start")
        else:
            link.forget()
            login(request, user, backend=BACKEND)
            return redirect("pipeline:builder_new")
    return render(request, "setup/company.html", {"form": form}, status=422 if form.errors else 200)
