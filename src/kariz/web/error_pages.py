"""Errors as pages, as fragments for htmx, or as problem documents for the API."""

from __future__ import annotations

import json
import sys
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from kariz.web import faults, problems
from kariz.web.errors import DomainError
from kariz.web.policy import public

_NEVER_SHOWN_AGAIN = ("csrfmiddlewaretoken", "password", "password1", "password2", "oldpassword")

_EXPLAINED = (400, 403, 404, 413, 429, 500, 503)
"""Of these the page says what it means and what to do; their usual sentence would say the same once more."""


def is_api(request: HttpRequest) -> bool:
    return request.path_info.startswith("/api/")


def answer(request: HttpRequest, status: int, *, error: DomainError | None = None) -> HttpResponse:
    """The answer for an error of this HTTP status: JSON below /api/, a toast for htmx, a page otherwise."""
    if is_api(request):
        return problems.of_domain_error(request, error) if error else problems.problem(request, status)
    title = str(problems.TITLES.get(status, problems.TITLES[500]))
    detail = str(error) if error and str(error) else str(problems.DETAILS.get(status, ""))
    context = {"status": status, "title": title, "detail": detail, "error": error, "typed": _typed(request)}
    if request.headers.get("HX-Request"):
        response = render(request, "web/_error.html", context, status=status)
        response["HX-Trigger"] = json.dumps({"toast": {"message": detail or title, "level": "error"}})
        response["HX-Reswap"] = "none"
    else:
        if status in _EXPLAINED and detail == problems.DETAILS[status]:
            context["detail"] = ""
        response = render(request, "web/error.html", context, status=status)
    if status == 503:
        response["Retry-After"] = "2"
    return response


def _typed(request: HttpRequest) -> list[tuple[str, str]]:
    """What a form sent, so that the page can send it again; without passwords."""
    if request.method != "POST" or request.content_type == "multipart/form-data":
        return []
    if request.headers.get("Sec-Fetch-Site") != "same-origin":
        # Another site may have written it: one click on our page must not carry it out.
        return []
    try:
        lists = request.POST.lists()
    except Exception:  # the body itself was the fault
        return []
    return [(name, value) for name, values in lists if name not in _NEVER_SHOWN_AGAIN for value in values]


@public
def bad_request(request: HttpRequest, exception: Any = None) -> HttpResponse:
    status = faults.status_of(exception) if isinstance(exception, BaseException) else None
    return answer(request, status or 400)


@public
def permission_denied(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return answer(request, 403)


@public
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    message = _("The page had expired. Reload it and send the form again.")
    return answer(request, 403, error=_Expired(message))


class _Expired(DomainError):
    code = "csrf"
    status = 403


@public
def page_not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return answer(request, 404)


@public
def too_many_requests(request: HttpRequest) -> HttpResponse:
    return answer(request, 429)


@public
def server_error(request: HttpRequest) -> HttpResponse:
    """The last resort; must work when the database does not."""
    fault = sys.exc_info()[1]
    status = (faults.status_of(fault) if fault else None) or 500
    try:
        return answer(request, status)
    except Exception:
        title = problems.TITLES[status]
        return HttpResponse(f"{title}\n", status=status, content_type="text/plain; charset=utf-8")
