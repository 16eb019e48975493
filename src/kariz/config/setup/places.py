"""Where the pages of set-up stand in the frame."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kariz.organisation.queries.current import organisation
from kariz.web import navigation, settings_tabs


def register_all() -> None:
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
    return navigation.Notice(_("You are looking at sample data."), _("Remove it"), reverse("setup:sample"))
