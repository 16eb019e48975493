"""{% load people %}: how numbers of people are shown."""

from __future__ import annotations

from urllib.parse import quote

from django import template

from kariz.localisation import digits, phones, preferences
from kariz.people import normal, registry

register = template.Library()


@register.simple_tag(takes_context=True)
def more_duplicates(context: template.Context) -> list[tuple[registry.DuplicateTab, int]]:
    """What else may stand twice, as far as the reader may see it, and how much of it."""
    user = context["request"].user
    return [(tab, tab.count(user)) for tab in registry.duplicate_tabs(user)]


@register.filter
def phone(value: str | None) -> str:
    """A phone number in groups and in the person's digits; the place around it keeps it left to right."""
    if value and normal.phone(value):
        return phones.shown(normal.one_line(value))
    return digits.localise(value or "", preferences.current().digits)


@register.filter
def dialled(value: str) -> str:
    """The number as a telephone takes it, behind tel:."""
    return quote(normal.phone(value) or digits.to_latin(value), safe="+")
