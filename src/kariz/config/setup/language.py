"""Set-up speaks Persian until somebody asks for English, whatever the browser prefers."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from kariz.access.preferences import for_anonymous
from kariz.localisation import preferences


def persian_first(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    @wraps(view)
    def speaking(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated or settings.LANGUAGE_COOKIE_NAME in request.COOKIES:
            return view(request, *args, **kwargs)
        token = preferences.activate(for_anonymous("fa"))
        try:
            with translation.override("fa"):
                response = view(request, *args, **kwargs)
                response.headers["Content-Language"] = "fa"
                return response
        finally:
            preferences.deactivate(token)

    return speaking
