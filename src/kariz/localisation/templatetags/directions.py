"""The direction in which a text that people wrote is laid out."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from kariz.localisation.text import DIALLED, reads_from_right

register = template.Library()

_RIGHT = mark_safe(' dir="rtl"')
_LEFT = mark_safe(' dir="ltr"')
_NONE = mark_safe("")
_AUTO = mark_safe(' dir="auto"')


@register.filter
def direction(value: Any, otherwise: str = "") -> SafeString:
    """The attribute for an element that holds the text, where the browser's own guess by its first letter would turn it
    round; `otherwise` "auto" leaves the guess to the browser in any element."""
    if reads_from_right(str(value)):
        return _RIGHT
    if DIALLED.fullmatch(str(value).strip()):
        return _LEFT
    return _AUTO if otherwise else _NONE


@register.filter
def whole_numbers(value: Any) -> SafeString:
    """What somebody wrote, with the parts of each phone number in their order. Markup stays as it is: a number may stand in
    an attribute of it, as in tel:."""
    if isinstance(value, SafeString):
        return value
    return numbers_apart(conditional_escape(value))


def numbers_apart(escaped: str) -> SafeString:
    """The phone numbers of a text set apart that is escaped, and has no markup in whose attributes one may stand."""
    return mark_safe(DIALLED.sub(r'<bdi dir="ltr">\1</bdi>', escaped))  # noqa: S308 - escaped by who calls
