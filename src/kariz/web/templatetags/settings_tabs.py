from __future__ import annotations

from typing import Any

from django import template

from kariz.web.settings_tabs import groups_for

register = template.Library()


@register.inclusion_tag("web/parts/settings_tabs.html", takes_context=True)
def settings_tabs(context: dict[str, Any], current: str) -> dict[str, Any]:
    """The sub-navigation of the settings, with the page of key `current` marked."""
    groups = groups_for(context["request"].user)
    places = ((group, tab) for group in groups for tab in group.tabs if tab.key == current)
    here, page = next(places, (None, None))
    return {"groups": groups, "here": here, "page": page, "current": current}
