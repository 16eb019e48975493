"""Choices that pages of imports share."""

from __future__ import annotations

from django.utils.translation import gettext as _


def policies() -> dict[str, tuple[str, str]]:
    """{policy: (what it is called, what it does)} for records that are there already."""
    return {
        "fill": (
            _("fill in what they lack"),
            _("What is here stays; only blank fields are filled from the file."),
        ),
        "update": (
            _("overwrite"),
            _("What the file says replaces what is here; blank cells change nothing."),
        ),
        "skip": (_("leave as they are"), _("The row is skipped; nothing of it is written.")),
        "create": (_("make new ones anyway"), _("A second record is made, whoever it looks like.")),
        "ask": (
            _("put the row aside and ask me"),
            _("Nothing is written until you have decided about the row."),
        ),
    }


def likenesses() -> list[tuple[str, str]]:
    """What becomes of a row that looks like a record, but is not surely the same."""
    return [
        ("ask", _("put the row aside and ask me")),
        ("tell", _("make a new record and tell me")),
    ]


def units() -> list[tuple[str, str]]:
    """In which unit amounts of a file are, where its currency is the rial."""
    return [
        ("toman", _("toman")),
        ("rial", _("rial")),
        ("thousand toman", _("thousand toman")),
        ("million toman", _("million toman")),
        ("million rial", _("million rial")),
    ]
