from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kariz.access import marks
from kariz.exchange.queries.pages.imports import IMPORTED, under_way
from kariz.web.navigation import Command, Place, register
from kariz.web.settings_tabs import Tab
from kariz.web.settings_tabs import register as register_tabs

EXPORTS = {
    "deals": _("Export deals"),
    "contacts": _("Export contacts"),
    "companies": _("Export companies"),
    "activities": _("Export activities"),
    "obstacles": _("Export obstacles"),
    "products": _("Export products"),
}


def register_all() -> None:
    """Called once when the application starts."""
    marks.register(IMPORTED)
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
            count=under_way,
        )
    )
    for order, (kind, label) in enumerate(EXPORTS.items(), 530):
        register(
            Command(
                key=f"export_{kind}",
                label=label,
                icon="file-spreadsheet",
                url_name="exchange:export",
                args=(kind, "xlsx"),
                order=order,
                capability="export.run",
                words=_("download sheet Excel"),
            )
        )
    register_tabs(
        Tab(
            key="whole",
            label=_("Export everything"),
            icon="archive",
            url_name="exchange:whole",
            capability="export.whole",
            order=90,
        )
    )
