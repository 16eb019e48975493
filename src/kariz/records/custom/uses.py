"""Where custom fields are used so that they cannot be removed unseen; the areas above register what they know."""

from __future__ import annotations

from collections.abc import Callable

from ..models import CustomField

Uses = Callable[[CustomField], list[str]]
_uses: list[Uses] = []


def register(uses: Uses) -> None:
    """`uses(field)` names what would stop working without the field."""
    if uses not in _uses:
        _uses.append(uses)


def of(field: CustomField) -> list[str]:
    return [name for uses in _uses for name in uses(field)]
