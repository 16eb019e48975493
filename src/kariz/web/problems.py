"""Errors of the API as `application/problem+json` (RFC 9457), in the language of who asks."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from kariz.web.errors import DomainError

CONTENT_TYPE = "application/problem+json"

TITLES: dict[int, Any] = {
    400: _("The request cannot be read"),
    401: _("Sign in first"),
    403: _("Not allowed"),
    404: _("Not found"),
    405: _("This address does not support that"),
    409: _("Something prevents this"),
    410: _("No longer here"),
    413: _("Too large"),
    415: _("This kind of content is not accepted"),
    422: _("Some fields need your attention"),
    429: _("Too many requests"),
    500: _("Something went wrong"),
    503: _("Busy, try again"),
    507: _("The disk is full"),
}

DETAILS: dict[int, Any] = {
    400: _("The request is not understood."),
    401: _("This needs a valid token: Authorization: Bearer …"),
    403: _("You do not have permission to do this."),
    404: _("This was not found, or you may not see it."),
    405: _("This method is not allowed here."),
    413: _("Send less at once."),
    415: _("Send JSON (Content-Type: application/json)."),
    429: _("Wait a moment before you try again."),
    500: _("Something went wrong on our side. It has been noted."),
    503: _("The database is busy. Nothing was changed; try again in a moment."),
    507: _("There is no room left on the disk. Nothing was changed; tell your administrator."),
}

CODES = {
    400: "bad_request",
    401: "unauthenticated",
    403: "not_allowed",
    404: "not_found",
    405: "method_not_allowed",
    413: "too_large",
    415: "unsupported_media_type",
    429: "too_many_requests",
    500: "internal",
    503: "busy",
    507: "disk_full",
}


def problem(
    request: HttpRequest,
    status: int,
    *,
    code: str = "",
    detail: Any = "",
    errors: Mapping[str, list[str]] | None = None,
    headers: Mapping[str, str] | None = None,
    **extra: Any,
) -> HttpResponse:
    """One problem document; `extra` become members of their own (never over the standard ones)."""
    with translation.override(language_of(request)):
        code = code or CODES.get(status, "invalid")
        document = {
            **extra,
            "type": f"urn:kariz:problem:{code}",
            "title": str(TITLES.get(status, TITLES[400] if status < 500 else TITLES[500])),
            "status": status,
            "detail": str(detail or DETAILS.get(status, "")),
            "code": code,
            "errors": {field: [str(text) for text in texts] for field, texts in (errors or {}).items()},
        }
        body = json.dumps(document, ensure_ascii=False, cls=DjangoJSONEncoder)
    answer = HttpResponse(body, status=status, content_type=CONTENT_TYPE, headers=dict(headers or {}))
    if status == 401:
        answer.setdefault("WWW-Authenticate", 'Bearer realm="Kariz"')
    if status == 503:
        answer.setdefault("Retry-After", "2")
    return answer


def of_domain_error(request: HttpRequest, error: DomainError) -> HttpResponse:
    with translation.override(language_of(request)):
        return problem(
            request, error.status, code=error.code, detail=str(error), errors=error.errors, **error.extra
        )


def language_of(request: HttpRequest) -> str:
    """The language of the user behind the token or session, else what the request asks for."""
    for user in (getattr(request, "auth", None), getattr(request, "user", None)):
        if language := getattr(user, "language", ""):
            return str(language)
    return translation.get_language_from_request(request)
