"""Which kinds of record search knows; the areas above register theirs in `ready()`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model


@dataclass(frozen=True, slots=True)
class Entry:
    """How one record is found and shown. `text` is everything searched besides title and subtitle."""

    title: str
    subtitle: str = ""
    text: str = ""
    owner_id: int | None = None
    url: str = ""


@dataclass(frozen=True, slots=True)
class Kind:
    name: str
    model: type[Model]
    describe: Callable[[Any], Entry]
    label: Any
    icon: str


_kinds: dict[str, Kind] = {}


def register_kind(
    name: str,
    *,
    model: type[Model],
    describe: Callable[[Any], Entry],
    label: Any = None,
    icon: str = "circle",
) -> None:
    """Make a kind of record searchable. Who sees it follows from the owner of its entry."""
    _kinds[name] = Kind(name, model, describe, label or model._meta.verbose_name, icon)


def kind(name: str) -> Kind:
    """The registered kind; KeyError when no area registered it."""
    return _kinds[name]


def kinds() -> dict[str, Kind]:
    return dict(_kinds)
