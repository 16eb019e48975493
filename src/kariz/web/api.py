"""The API of Kariz: every error is a problem document, every POST takes an Idempotency-Key."""

from __future__ import annotations

import json
import logging
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.renderers import BaseRenderer
from pydantic_core import to_json

from kariz.web import faults
from kariz.web.errors import DomainError
from kariz.web.idempotency import idempotent
from kariz.web.openapi import DescribedAPI
from kariz.web.problems import language_of, of_domain_error, problem

logger = logging.getLogger("kariz.api")

_PARTS = frozenset({"body", "query", "path", "form", "file", "header", "cookie"})


def encoded(data: Any) -> bytes:
    """JSON in UTF-8, of models, moments and lazy texts too."""
    return to_json(data, fallback=str)


class Renderer(BaseRenderer):
    """Persian is sent as it is written, and a moment with all its digits."""

    media_type = "application/json"

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> bytes:
        return encoded(data)


def make_api(**options: Any) -> NinjaAPI:
    """A NinjaAPI with the house's errors; options are NinjaAPI's."""
    api = DescribedAPI(renderer=Renderer(), **options)
    api.add_decorator(idempotent, mode="view")
    api.add_exception_handler(DomainError, _domain_error)
    api.add_exception_handler(ValidationError, _invalid)
    api.add_exception_handler(HttpError, _http_error)
    api.add_exception_handler(Http404, _not_found)
    api.add_exception_handler(PermissionDenied, _denied)
    api.add_exception_handler(Exception, _unexpected)
    return api


def _domain_error(request: HttpRequest, error: Any) -> HttpResponse:
    return of_domain_error(request, error)


def _not_found(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(request, 404)


def _denied(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(request, 403)


def _http_error(request: HttpRequest, error: Any) -> HttpResponse:
    if error.status_code == 400 and isinstance(error.__cause__, ValueError):
        return _unreadable(request, error.__cause__)
    headers = {"Retry-After": str(error.wait)} if getattr(error, "wait", None) else {}
    return problem(request, error.status_code, headers=headers)


def _unreadable(request: HttpRequest, cause: BaseException) -> HttpResponse:
    with translation.override(language_of(request)):
        detail = _("The body is not valid JSON.")
        if isinstance(cause, json.JSONDecodeError):
            detail = _("The body is not valid JSON: line %(line)s, column %(column)s.") % {
                "line": cause.lineno,
                "column": cause.colno,
            }
        return problem(request, 400, code="bad_json", detail=detail)


def _invalid(request: HttpRequest, error: Any) -> HttpResponse:
    with translation.override(language_of(request)):
        errors: dict[str, list[str]] = {}
        for found in error.errors:
            errors.setdefault(field_of(found.get("loc", ())), []).append(message_of(found))
        return problem(
            request, 422, code="invalid", detail=_("Some fields need your attention."), errors=errors
        )


def _unexpected(request: HttpRequest, error: Any) -> HttpResponse:
    status = faults.status_of(error)
    if status is None:
        logger.exception("%s %s", request.method, request.path, exc_info=error)
    return problem(request, status or 500)


def field_of(location: Any) -> str:
    """("body", "payload", "lines", 0, "price") -> "lines.0.price": as the caller wrote it."""
    parts = [str(part) for part in location]
    if parts and parts[0] in _PARTS:
        parts = parts[2:] if len(parts) > 2 else parts[1:]
    return ".".join(parts) or "body"


def message_of(found: dict[str, Any]) -> str:
    """What pydantic says, in words for people; its own sentence for the rarer kinds."""
    limits = found.get("ctx") or {}
    kind = str(found.get("type", ""))
    if kind == "missing":
        return _("This is required.")
    if kind == "extra_forbidden":
        return _("There is no such field.")
    if kind.startswith(("int", "decimal", "float")):
        return _("Enter a whole number.") if kind.startswith("int") else _("Enter a number.")
    if kind.startswith(("date", "time")):
        return _("Enter a date or time in ISO form, such as 2026-11-23.")
    if kind.startswith("bool"):
        return _("Enter true or false.")
    if kind.startswith(("string_", "too_")):
        return _length_message(kind, limits)
    if kind in ("enum", "literal_error"):
        return _("Choose one of: %(choices)s.") % {"choices": limits.get("expected", "")}
    if kind.startswith(("greater_than", "less_than")):
        return _bound_message(kind, limits)
    if kind.startswith(("model_", "dict_", "list_", "json_")):
        return _("This value has the wrong structure.")
    return _("This value is not accepted.")


def _length_message(kind: str, limits: dict[str, Any]) -> str:
    match kind:
        case "string_too_long" | "too_long":
            return _("At most %(limit)s.") % {"limit": limits.get("max_length", "")}
        case "string_too_short" | "too_short":
            return _("At least %(limit)s.") % {"limit": limits.get("min_length", "")}
        case "string_type":
            return _("Enter text.")
    return _("This is not in the right form.")


def _bound_message(kind: str, limits: dict[str, Any]) -> str:
    bound = next((limits[name] for name in ("ge", "gt", "le", "lt") if name in limits), "")
    if kind.startswith("greater_than"):
        return (
            _("Must be at least %(limit)s.") % {"limit": bound}
            if "ge" in limits
            else _("Must be more than %(limit)s.") % {"limit": bound}
        )
    return (
        _("Must be at most %(limit)s.") % {"limit": bound}
        if "le" in limits
        else _("Must be less than %(limit)s.") % {"limit": bound}
    )
