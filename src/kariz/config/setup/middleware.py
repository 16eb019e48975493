"""While nobody has an account, every page is the set-up."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from kariz.config.setup.state import is_open

_OTHER = ("/setup/", "/preferences/", "/api/", "/healthz", "/static/", "/styleguide/")


class SetUpMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method == "GET" and not request.path.startswith(_OTHER) and is_open():
            return redirect("setup:company")
        return self.get_response(request)
