"""The direction in which a text that people wrote is laid out."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

from kariz.localisation.text import reads_from_right

register = template.Library()

_RIGHT = mark_safe(' dir="rtl"')
_NONE = mark_safe("")
_AUTO = mark_safe(' dir="auto"')


@register.filter
def direction(value: Any, otherwise: str = "") -> SafeString:
    """The attribute for an element that holds the text, where the browser's own guess by its first letter would turn it
    round; `otherwise` "auto" leaves the guess to the browser in any element."""
    if reads_from_right(str(value)):
        return _RIGHT
    return _AUTO if otherwise else _NONE
