"""What the areas above make anew in the background when the company's country changes; they register at start."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Progress:
    """How far it is: `done` of `total`, and whether something went wrong on the way."""

    label: Any
    done: int
    total: int
    failed: bool = False


@dataclass(frozen=True, slots=True)
class Renewal:
    """`begin` is called within the change's transaction; `progress` is None while nothing is under way."""

    begin: Callable[[], None]
    progress: Callable[[], Progress | None]


_renewals: list[Renewal] = []


def register(renewal: Renewal) -> None:
    if renewal not in _renewals:
        _renewals.append(renewal)


def begin() -> None:
    for renewal in _renewals:
        renewal.begin()


def under_way() -> list[Progress]:
    return [found for renewal in _renewals if (found := renewal.progress())]
