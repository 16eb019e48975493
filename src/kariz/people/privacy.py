"""What people and records keep about a person, for showing, exporting and erasing it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from .actions import erasing
from .queries import personal
from .registry import Personal, on_erase


def register_all() -> None:
    """Called once when the application starts."""
    on_erase("contact", Personal("facts", _("Facts"), personal.facts, erasing.redact_facts))
    on_erase(
        "contact", Personal("attached", _("Notes and files"), personal.attached, erasing.redact_attached)
    )
    on_erase("contact", Personal("events", _("What happened"), personal.events, erasing.redact_events))
