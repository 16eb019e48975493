"""Uploads are refused by their stated size before a byte of them is kept: the first look at a form spools its files."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from kariz.web.error_pages import answer, is_api

STRANGERS = 256 * 1024
"""Bytes: more than any form that one fills in before signing in."""


class UploadLimitMiddleware:
    """413 for more than `UPLOAD_LIMITS` (by the beginning of the path) or `UPLOAD_LIMIT` allow, and for strangers'
    files. The API's own sign-in comes before it reads a body."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.content_type == "multipart/form-data" and _length(request) > _most(request):
            return answer(request, 413)
        return self.get_response(request)


def _length(request: HttpRequest) -> int:
    text = request.META.get("CONTENT_LENGTH") or "0"
    return int(text) if text.isascii() and text.isdecimal() else 0


def _most(request: HttpRequest) -> int:
    if not (is_api(request) or request.user.is_authenticated):
        return STRANGERS
    path = request.path.removeprefix("/api/v1")
    limits: dict[str, int] = settings.UPLOAD_LIMITS
    return next((most for start, most in limits.items() if path.startswith(start)), settings.UPLOAD_LIMIT)
