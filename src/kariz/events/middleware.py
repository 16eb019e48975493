from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from kariz.events.origin import origin


class OriginMiddleware:
    """Names the door of every event that a request writes: the API or a page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with origin(via="api" if request.path_info.startswith("/api/") else "page", batch=""):
            return self.get_response(request)
