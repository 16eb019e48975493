"""Every URL says who may call it."""

import gc
from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver
from ninja import NinjaAPI

from kariz.web.policy import MARK

# Views of others that guard themselves.
GUARDED_ELSEWHERE = ("allauth.", "ninja.", "django.contrib.staticfiles.", "django.views.static")


def pages(patterns: list, prefix: str = "/") -> Iterator[tuple[str, object]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from pages(pattern.url_patterns, prefix + str(pattern.pattern))
        elif isinstance(pattern, URLPattern):
            yield prefix + str(pattern.pattern), pattern.callback


def test_every_page_says_who_may_call_it():
    unmarked = [
        f"{url} ({view.__module__}.{getattr(view, '__name__', view)})"
        for url, view in pages(get_resolver().url_patterns)
        if not view.__module__.startswith(GUARDED_ELSEWHERE) and not hasattr(view, MARK)
    ]
    assert not unmarked, "put @requires, @signed_in or @public of kariz.web.policy on:\n" + "\n".join(
        unmarked
    )


def test_every_operation_of_the_api_asks_for_a_sign_in():
    assert get_resolver().url_patterns
    apis = [found for found in gc.get_objects() if type(found) is NinjaAPI]
    operations = [
        operation
        for api in apis
        for _prefix, router in api._routers
        for path in router.path_operations.values()
        for operation in path.operations
    ]
    open_ones = [
        f"{operation.view_func.__module__}.{operation.view_func.__name__}"
        for operation in operations
        if not operation.auth_callbacks and getattr(operation.view_func, MARK, "") != "public"
    ]
    assert not open_ones
