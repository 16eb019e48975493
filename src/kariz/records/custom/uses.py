"""Where custom fields are used so that they cannot be removed unseen; the areas above register what they know."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ..models import CustomField

Uses = Callable[[CustomField], list[str]]
Mentions = Callable[[str], Mapping[str, list[str]]]
_uses: list[Uses] = []
_mentions: list[Mentions] = []


def register(uses: Uses) -> None:
    """`uses(field)` names what would stop working without the field."""
    if uses not in _uses:
        _uses.append(uses)


def of(field: CustomField) -> list[str]:
    return [name for uses in _uses for name in uses(field)]


def register_mentions(mentions: Mentions) -> None:
    """`mentions(kind of record)` is {key: what goes on without the field, but asks for it}."""
    if mentions not in _mentions:
        _mentions.append(mentions)


def mentioned(subject: str) -> dict[str, list[str]]:
    """{key of a field: what asks for it}, to be told before it is removed."""
    found: dict[str, list[str]] = {}
    for mentions in _mentions:
        for key, names in mentions(subject).items():
            found.setdefault(key, []).extend(names)
    return found
