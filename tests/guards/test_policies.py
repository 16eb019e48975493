"""Every URL says who may call it."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from kariz.access.models import User
from kariz.config.api import api
from kariz.web.policy import MARK

# Views of others that guard themselves.
GUARDED_ELSEWHERE = ("allauth.", "ninja.", "django.contrib.staticfiles.", "django.views.static")


def pages(patterns: list, prefix: str = "/") -> Iterator[tuple[str, Any]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from pages(pattern.url_patterns, prefix + str(pattern.pattern))
        elif isinstance(pattern, URLPattern):
            yield prefix + str(pattern.pattern), pattern.callback


def module_of(view: Any) -> str:
    """Where the view is written, behind partials and class-based views."""
    inner = getattr(view, "func", view)
    return getattr(inner, "view_class", inner).__module__


def test_every_page_says_who_may_call_it():
    unmarked = [
        f"{url} ({module_of(view)}.{getattr(view, '__name__', view)})"
        for url, view in pages(get_resolver().url_patterns)
        if not module_of(view).startswith(GUARDED_ELSEWHERE)
        and not url.startswith("/account/social/")  # allauth's, under decorators that hide its name
        and not hasattr(view, MARK)
    ]
    assert not unmarked, "put @requires, @signed_in or @public of kariz.web.policy on:\n" + "\n".join(
        unmarked
    )


def test_every_operation_of_the_api_asks_for_a_sign_in(admin: User, client: Client):
    open_ones = []
    for path, operations in api.get_openapi_schema()["paths"].items():
        address = re.sub(r"{[^}]+}", "1", path)
        for method in operations.keys() & {"get", "post", "put", "patch", "delete"}:
            answer = client.generic(method.upper(), address, data="{}", content_type="application/json")
            if answer.status_code != 401:
                open_ones.append(f"{method} {path}: {answer.status_code}")
    assert not open_ones


@pytest.mark.parametrize(
    "path", ["/deals/", "/contacts/", "/companies/", "/settings/people/", "/imports/", "/activities/"]
)
def test_a_stranger_is_sent_to_sign_in(path: str, admin: User, client: Client):
    answer = client.get(path)
    assert answer.status_code == 302 and answer["Location"].startswith("/account/")
