"""Where the pages of set-up stand in the frame."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kariz.web import settings_tabs


def register_all() -> None:
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
