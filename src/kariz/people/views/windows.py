"""A form in the page's own window."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from kariz.access.request import SignedInRequest


def window(
    request: SignedInRequest, template: str, context: dict[str, Any], *, title: Any, back: str
) -> HttpResponse:
    """Or on a page of its own, where its link was opened in another tab; `back` is where that leads."""
    if request.headers.get("HX-Request"):
        return render(request, template, context)
    more = {"window": template, "title": title, "back": back}
    return render(request, "people/window_page.html", {**context, **more})
