"""What other areas put on the pages of a contact or a company (deals, activities), and how they hear of matches."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string

Build = Callable[[HttpRequest, Any], Mapping[str, Any] | None]


@dataclass(frozen=True, slots=True)
class Panel:
    template: str
    build: Build
    order: int


_panels: dict[str, list[Panel]] = {"contact": [], "company": []}


def register_panel(kind: str, template: str, build: Build, *, order: int = 100) -> None:
    """Show `template` on pages of `kind` with what `build(request, record)` returns; None leaves it out."""
    panel = Panel(template, build, order)
    if panel not in _panels[kind]:
        _panels[kind] = sorted([*_panels[kind], panel], key=lambda one: one.order)


def panels(kind: str, request: HttpRequest, record: Any) -> list[str]:
    """The rendered panels of one record's page."""
    built = [(panel.template, panel.build(request, record)) for panel in _panels[kind]]
    return [
        render_to_string(template, {"record": record, **context}, request)
        for template, context in built
        if context is not None
    ]


FitListener = Callable[[str, Sequence[int]], None]
_fit_listeners: list[FitListener] = []


def register_fit_listener(listener: FitListener) -> None:
    """Let `listener(kind, ids)` follow, in the same transaction, when the kept match of records changed."""
    if listener not in _fit_listeners:
        _fit_listeners.append(listener)


def tell_fit(kind: str, ids: Sequence[int]) -> None:
    if ids:
        for listener in _fit_listeners:
            listener(kind, ids)
