from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers

from kariz.localisation import preferences as localisation

from .preferences import for_anonymous, for_user


class PreferencesMiddleware:
    """Language, calendar, digits and money as the person at the other end wants them, for one request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            chosen = for_user(request.user)
        else:
            chosen = for_anonymous(translation.get_language_from_request(request))
        token = localisation.activate(chosen)
        try:
            with translation.override(chosen.language):
                response = self.get_response(request)
                response.headers.setdefault("Content-Language", translation.get_language() or chosen.language)
        finally:
            localisation.deactivate(token)
        patch_vary_headers(response, ("Accept-Language", "Cookie"))
        return response
