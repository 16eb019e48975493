"""Marks that every page view carries: who may call it. A guard test fails on a view without one."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from kariz.web.errors import NotAllowed

View = Callable[..., HttpResponseBase]
MARK = "kariz_policy"


def requires(capability: str) -> Callable[[View], View]:
    """The view needs a signed-in user who has `capability`; else sign-in page or 403."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            user: Any = request.user
            if not user.is_authenticated:
                return _to_sign_in(request)
            if not user.can(capability):
                raise NotAllowed
            return view(request, *args, **kwargs)

        setattr(guarded, MARK, capability)
        return guarded

    return decorate


def signed_in(view: View) -> View:
    """The view is for every signed-in user."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return _to_sign_in(request)
        return view(request, *args, **kwargs)

    setattr(guarded, MARK, "signed_in")
    return guarded


def public(view: View) -> View:
    """The view is for everybody, signed in or not."""
    setattr(view, MARK, "public")
    return view


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    if request.headers.get("HX-Request"):
        return HttpResponse(status=401)
    return redirect_to_login(request.get_full_path())
