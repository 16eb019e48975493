from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers

from kariz.localisation import preferences as localisation
from kariz.organisation.queries.current import organisation

from .preferences import for_anonymous, for_user


def _language_of(request: HttpRequest) -> str:
    """What somebody chose, or a program asks for; else the company's: many a browser is left in English by people who
    read Persian."""
    program = request.path_info.startswith("/api/") and "Accept-Language" in request.headers
    asks = program or settings.LANGUAGE_COOKIE_NAME in request.COOKIES
    return translation.get_language_from_request(request) if asks else organisation().language


class PreferencesMiddleware:
    """Language, calendar, digits and money as the person at the other end wants them, for one request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        chosen = for_user(user) if user.is_authenticated else for_anonymous(_language_of(request))
        token = localisation.activate(chosen)
        try:
            with translation.override(chosen.language):
                response = self.get_response(request)
                response.headers.setdefault("Content-Language", translation.get_language() or chosen.language)
        finally:
            localisation.deactivate(token)
        patch_vary_headers(response, ("Accept-Language", "Cookie"))
        return response
