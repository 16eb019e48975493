"""Address cards, as `files/cards.py` reads them into columns."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kariz.reading.shapes.base import Part, Shape

SHAPE = Shape(
    "vcard",
    _("Address cards (vCard)"),
    options={"existing": "fill"},
    parts=(
        Part(
            "contacts",
            ("UID", "Full name", "Organization name", "Job title", "Birthday"),
            {
                "external_id": "UID",
                "contact": "Full name",
                "first_name": "First name",
                "last_name": "Last name",
                "company": "Organization name",
                "position": "Job title",
                "mobile": "Mobile",
                "phone": "Phone",
                "email": "E-mail",
                "notes": "Notes",
            },
        ),
    ),
)
