"""The number of the other system stands on the page of a person or company and in the API, and finds it."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpRequest

from kariz.exchange.actions.rows.numbers import give
from kariz.exchange.queries.exports.numbers import having, numbers_of, texts_of
from kariz.people.registry import Numbers, register_numbers, register_panel
from kariz.records.search.registry import attach

KINDS = ("contact", "company")


def register() -> None:
    """Called once when the application starts."""
    for kind in KINDS:
        register_panel(kind, "exchange/_numbers.html", _panel(kind), order=200)
    register_numbers(Numbers(of=partial(numbers_of, most=None), having=having, give=give))
    attach("numbers", lambda kind, ids: texts_of(kind, ids) if kind in KINDS else {})


def _panel(kind: str) -> Any:
    def build(request: HttpRequest, record: Any) -> dict[str, Any] | None:
        found = numbers_of(kind, [record.pk]).get(record.pk)
        return {"numbers": found} if found else None

    return build
