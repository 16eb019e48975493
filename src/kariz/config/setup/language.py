"""Set-up speaks the language that the browser asks for first, until somebody chooses the other: nobody has yet said
what the company speaks. Persian where the browser asks for neither."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation.trans_real import parse_accept_lang_header

from kariz.access.preferences import for_anonymous
from kariz.localisation import preferences

OURS = ("fa", "en")
COUNTRY = 2
"""Letters: "en-Latn" names none."""


def asked_for(request: HttpRequest) -> str:
    """Whichever of our languages the browser likes best; Persian where it likes none."""
    known = parse_accept_lang_header(request.headers.get("Accept-Language", ""))
    liked = (name.partition("-")[0] for name, weight in known if weight > 0)
    return next((name for name in liked if name in OURS), "fa")


def country_of(request: HttpRequest, language: str) -> str:
    """Two letters of the country that the browser names beside its languages ("en-AU"), or "". A page in Persian is no
    sign of the country that another language names."""
    known = parse_accept_lang_header(request.headers.get("Accept-Language", ""))
    named = [name.replace("_", "-").split("-") for name, weight in known if weight > 0]
    places = [parts[-1].upper() for parts in named if len(parts) > 1 and language in (parts[0], "en")]
    return next((place for place in places if len(place) == COUNTRY and place.isalpha()), "")


def browsers_language(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    @wraps(view)
    def speaking(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated or settings.LANGUAGE_COOKIE_NAME in request.COOKIES:
            return view(request, *args, **kwargs)
        language = asked_for(request)
        token = preferences.activate(for_anonymous(language))
        try:
            with translation.override(language):
                response = view(request, *args, **kwargs)
                response.headers["Content-Language"] = language
                return response
        finally:
            preferences.deactivate(token)

    return speaking
