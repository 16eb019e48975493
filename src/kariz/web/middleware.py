"""What a view raised, told in the user's language."""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse

from kariz.web import faults, problems
from kariz.web.error_pages import answer, is_api
from kariz.web.errors import DomainError

JSON = "application/json"
_UPLOAD = "multipart/form-data"


class ErrorsMiddleware:
    """Turns DomainError and known faults into answers; makes every error below /api/ a problem document."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not is_api(request):
            return self.get_response(request)
        if refused := _refuse_content(request):
            return refused
        response = self.get_response(request)
        if response.status_code < 400 or _is_problem(response):
            return response
        kept = {
            name: response[name] for name in ("Allow", "Retry-After", "WWW-Authenticate") if name in response
        }
        return problems.problem(request, response.status_code, headers=kept)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, DomainError):
            return answer(request, exception.status, error=exception)
        if status := faults.status_of(exception):
            return answer(request, status)
        return None


def _refuse_content(request: HttpRequest) -> HttpResponse | None:
    """API bodies are JSON (or an upload); a form that another site sends is neither."""
    if request.method not in ("POST", "PUT", "PATCH"):
        return None
    try:
        length = int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return problems.problem(request, 400)
    if length and request.content_type not in (JSON, _UPLOAD):
        return problems.problem(request, 415)
    try:
        if request.content_type == JSON:
            _ = request.body
    except RequestDataTooBig:
        return problems.problem(request, 413)
    return None


def _is_problem(response: HttpResponse) -> bool:
    return response.get("Content-Type", "").startswith(problems.CONTENT_TYPE)
