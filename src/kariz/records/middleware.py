from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from .custom import definitions


class CustomFieldsMiddleware:
    """Keeps the custom fields for the length of one request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = definitions.remember()
        try:
            return self.get_response(request)
        finally:
            definitions.forget(token)
