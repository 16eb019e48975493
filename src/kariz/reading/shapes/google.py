"""Google Contacts: its CSV export, before and after the headers changed."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kariz.reading.shapes.base import Part, Shape

TIMES = range(1, 6)
FIELDS = {
    "first_name": "First Name|Given Name",
    "last_name": "Last Name|Family Name",
    "contact": "File As|Name",
    "company": "Organization Name|Organization 1 - Name",
    "position": "Organization Title|Organization 1 - Title",
    "email": "|".join(f"E-mail {n} - Value" for n in TIMES),
    "phone": "|".join(f"Phone {n} - Value" for n in TIMES),
    "notes": "Notes",
}
SHAPE = Shape(
    "google",
    _("Google Contacts"),
    options={"existing": "fill"},
    parts=(
        Part("contacts", ("First Name", "Last Name", "File As", "Labels"), FIELDS),
        Part("contacts", ("Given Name", "Family Name", "Group Membership"), FIELDS),
        # Some columns were taken out: those with a number before their dash are still nobody else's.
        *(
            Part("contacts", (name, way), FIELDS)
            for name in ("First Name", "Given Name", "Name")
            for way in ("Phone 1 - Value", "E-mail 1 - Value")
        ),
    ),
)
