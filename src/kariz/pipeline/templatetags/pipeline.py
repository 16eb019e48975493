"""{% load pipeline %}: small words of the deal's pages."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django import template
from django.utils import timezone

from kariz.localisation import preferences
from kariz.localisation.templatetags.kariz import num
from kariz.people.models import Channel
from kariz.pipeline.models import Activity

register = template.Library()


@register.filter
def due_state(activity: Activity) -> str:
    """ "late", "today" or "planned"; empty without a due time. Nothing is late that waits on a closed deal."""
    if activity.due_at is None:
        return ""
    link = Activity._meta.get_field("deal")
    if link.is_cached(activity) and activity.deal is not None and not activity.deal.is_open:
        return "planned"
    if activity.due_at < timezone.now():
        return "late"
    now = preferences.now()
    tomorrow = (now + timedelta(days=1)).date()
    return "today" if activity.due_at.astimezone(now.tzinfo).date() < tomorrow else "planned"


@register.filter
def channel_label(value: str) -> Any:
    """The words of a channel."""
    return dict(Channel.choices).get(value, value)


@register.filter
def fact_id(name: str) -> str:
    """The name of a fact as part of an HTML id that selectors can name: `custom.site` has a dot."""
    return name.replace(".", "-")


@register.filter
def seen_by(record: Any, user: Any) -> bool:
    """May the user open the page of this company or person?"""
    return record is not None and bool(user.can("people.view", record))


@register.filter
def opened_by(record: Any, user: Any) -> bool:
    """May the user open the page of this deal or activity?"""
    return record is not None and bool(user.can(f"{record._meta.model_name}.view", record))


@register.filter
def plain_number(value: Decimal) -> str:
    """A quantity without the zeros that the column adds."""
    return num(value.normalize() if value % 1 else int(value))
