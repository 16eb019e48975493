"""Choices that pages of imports share."""

from __future__ import annotations

from django.utils.translation import gettext as _


def units() -> list[tuple[str, str]]:
    """In which unit amounts of a file are, where its currency is the rial."""
    return [
        ("toman", _("toman")),
        ("rial", _("rial")),
        ("thousand toman", _("thousand toman")),
        ("million toman", _("million toman")),
        ("million rial", _("million rial")),
    ]
