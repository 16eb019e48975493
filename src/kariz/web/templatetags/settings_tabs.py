from __future__ import annotations

from typing import Any

from django import template

from kariz.web.settings_tabs import tabs_for

register = template.Library()


@register.inclusion_tag("web/parts/settings_tabs.html", takes_context=True)
def settings_tabs(context: dict[str, Any], current: str) -> dict[str, Any]:
    """The sub-navigation of the settings, with the page of key `current` marked."""
    return {"tabs": tabs_for(context["request"].user), "current": current}
