"""The pages under /settings/, registered by the areas in `ready()`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True, kw_only=True)
class Tab:
    """`group` is a key of GROUPS; pages that name none stand under "data"."""

    key: str
    label: Any
    icon: str
    url_name: str
    capability: str = ""
    order: int = 100
    group: str = "data"


@dataclass(frozen=True, slots=True)
class Group:
    """Pages that belong together, at least one."""

    key: str
    label: Any
    icon: str
    tabs: list[Tab]


GROUPS: dict[str, tuple[Any, str]] = {
    "me": (_("Me"), "user"),
    "company": (_("Company"), "building-2"),
    "people": (_("People and access"), "users"),
    "pipeline": (_("Pipeline"), "workflow"),
    "data": (_("Data"), "database"),
}
"""Key → what it is called, and its icon; in the order in which they stand."""

_tabs: dict[str, Tab] = {}


def register(*tabs: Tab) -> None:
    """Adds pages; the same key again replaces the earlier one."""
    _tabs.update({tab.key: tab for tab in tabs})


def tabs_for(user: Any) -> list[Tab]:
    """What this user may open, in order."""
    allowed = [tab for tab in _tabs.values() if not tab.capability or user.can(tab.capability)]
    return sorted(allowed, key=lambda tab: tab.order)


def groups_for(user: Any) -> list[Group]:
    """The same by group; a group without a page for this user is left out."""
    tabs = tabs_for(user)
    groups = [
        Group(key, label, icon, [tab for tab in tabs if tab.group == key])
        for key, (label, icon) in GROUPS.items()
    ]
    return [group for group in groups if group.tabs]
