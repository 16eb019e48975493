"""What the log says about imports and exports."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kariz.events.registry import register_verb


def register_all() -> None:
    """Called once when the application starts."""
    for name, label, icon in (
        ("import.uploaded", _("uploaded a file to import"), "file-up"),
        ("import.started", _("started an import"), "play"),
        ("import.taken_back", _("took an import back"), "undo-2"),
        ("import.deleted", _("removed an import"), "trash-2"),
        ("export.made", _("exported a list"), "file-down"),
        ("export.whole", _("began an export of everything"), "archive"),
        ("export.taken", _("downloaded an export of everything"), "archive"),
    ):
        register_verb(name, label=label, icon=icon)
