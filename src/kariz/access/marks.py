"""The hints of the interface that a person may put aside; the areas above name theirs when the program starts."""

from __future__ import annotations

_keys: set[str] = set()


def register(*keys: str) -> None:
    """Let people put aside what these keys stand for (`User.marked(key)` tells when they did)."""
    _keys.update(keys)


def known(key: str) -> bool:
    return key in _keys
