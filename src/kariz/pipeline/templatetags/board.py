"""{% load board %}: one card of the board."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django import template
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

register = template.Library()


@register.simple_tag
def deal_cards(cards: Iterable[Any]) -> SafeString:
    """The markup of cards, one after the other."""
    language = get_language() or ""
    return mark_safe("".join(_drawn(card, language) for card in cards))  # noqa: S308


def deal_card(card: Any) -> SafeString:
    """The card's markup. A card holds all its texts, so equal cards look alike and are drawn once."""
    return _drawn(card, get_language() or "")


@lru_cache(maxsize=2048)
def _drawn(card: Any, _language: str) -> SafeString:
    return mark_safe(get_template("pipeline/board/_card.html").render({"card": card}).strip())  # noqa: S308
