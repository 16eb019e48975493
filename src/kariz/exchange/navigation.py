from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kariz.web.navigation import Place, register


def register_all() -> None:
    """Called once when the application starts."""
    register(
        Place(
            key="imports",
            label=_("Import"),
            icon="file-up",
            url_name="exchange:imports",
            section="manage",
            order=40,
            letter="i",
            capability="import.run",
        )
    )
