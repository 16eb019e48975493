"""Where the pages of set-up stand in the frame."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kariz.access import marks
from kariz.config.setup import steps
from kariz.localisation import preferences
from kariz.organisation.queries.current import organisation
from kariz.web import navigation, settings_tabs

SAMPLE, FIRST_STEPS = "sample_notice", "first_steps"


def register_all() -> None:
    marks.register(SAMPLE, FIRST_STEPS, *(f"{FIRST_STEPS}_{key}" for key in steps.KEYS))
    navigation.register(
        navigation.Command(
            key="first_steps",
            label=_("First steps"),
            icon="list-todo",
            url_name="setup:first_steps",
            order=900,
            account=True,
            words=_("help start tour guide"),
        )
    )
    navigation.register_notice(sample_notice)
    settings_tabs.register(
        settings_tabs.Tab(
            key="sample",
            label=_("Sample data"),
            icon="flask-conical",
            url_name="setup:sample",
            capability="organisation.change",
            order=900,
        )
    )


def sample_notice(user: Any) -> navigation.Notice | None:
    """That the deals on the board are made up, for who can take them out."""
    if not organisation().sample_data or not user.can("organisation.change"):
        return None
    aside = user.marked(SAMPLE)
    if aside and aside.astimezone(preferences.now().tzinfo).date() == preferences.today():
        return None
    return navigation.Notice(
        _("You are looking at sample data."),
        _("Remove it"),
        reverse("setup:sample"),
        reverse("access:mark", args=[SAMPLE]),
        _("Hide for today"),
    )
