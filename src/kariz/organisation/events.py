"""The verbs of this area, as the timeline tells them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kariz.events.registry import register_verb


def register_all() -> None:
    register_verb("organisation.created", label=_("set up the company"), icon="building-2")
    register_verb("organisation.changed", label=_("changed the company's settings"), icon="building-2")
