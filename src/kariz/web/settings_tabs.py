"""The pages under /settings/, registered by the areas in `ready()`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Tab:
    key: str
    label: Any
    icon: str
    url_name: str
    capability: str = ""
    order: int = 100


_tabs: dict[str, Tab] = {}


def register(*tabs: Tab) -> None:
    """Adds pages; the same key again replaces the earlier one."""
    _tabs.update({tab.key: tab for tab in tabs})


def tabs_for(user: Any) -> list[Tab]:
    """What this user may open, in order."""
    allowed = [tab for tab in _tabs.values() if not tab.capability or user.can(tab.capability)]
    return sorted(allowed, key=lambda tab: tab.order)
