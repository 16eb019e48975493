"""Which kinds of record search knows; the areas above register theirs in `ready()`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
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
Texts = Callable[[str, Collection[int]], Mapping[int, Sequence[str]]]
_attached: dict[str, Texts] = {}


def attach(name: str, texts: Texts) -> None:
    """Let records be found by what `texts(kind, ids)` says of them, which stands in another area."""
    _attached[name] = texts


def attached(kind: str, ids: Collection[int]) -> list[Mapping[int, Sequence[str]]]:
    """What other areas say of the records."""
    return [texts(kind, ids) for texts in _attached.values()]


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
