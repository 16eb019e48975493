from __future__ import annotations

from django.http import HttpResponse


def told(response: HttpResponse) -> HttpResponse:
    """The page's timeline has something new to tell."""
    response.headers["HX-Trigger"] = "record:changed"
    return response
