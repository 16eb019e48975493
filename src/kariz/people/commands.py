"""What the palette can do with a person or a company whose page is open."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from kariz.access.models import User
from kariz.web.navigation import Entry, register_for

from .models import Company, Contact

MOST_OWNERS = 60


def register_all() -> None:
    """Called once when the application starts."""
    register_for("contact", on_person)
    register_for("company", on_person)


def on_person(user: Any, record: Contact | Company) -> Iterator[Entry]:
    kind = record._meta.model_name
    if user.can("people.change", record):
        url = reverse(f"people:{kind}_edit", args=[record.pk])
        yield Entry("edit", _("Edit"), "pencil", url, words=_("change"))
        yield from _owners(user, record)
    if isinstance(record, Company) and user.can("people.create"):
        url = f"{reverse('people:contact_new')}?company_name={record.name}"
        yield Entry("person", _("New contact here"), "user-plus", url)
    if isinstance(record, Contact) and record.company_id and record.company:
        yield Entry("company", _("To their company"), "building-2", record.company.get_absolute_url())


def _owners(user: Any, record: Contact | Company) -> Iterator[Entry]:
    """Whom the record may be given to: those whose records the user may change."""
    url = reverse(f"people:{record._meta.model_name}_fact", args=[record.pk, "owner"])
    for pk, name in User.objects.who_can("people.change").values_list("pk", "name")[:MOST_OWNERS]:
        if pk != record.owner_id and (pk == user.pk or user.reach.covers("change", pk)):
            values = (("owner", str(pk)), ("version", str(record.version)))
            label = format_lazy(_("Assign to {name}"), name=name)
            yield Entry(
                f"assign_{pk}",
                label,
                "user-round",
                url,
                words=_("owner"),
                values=values,
                leaves=True,
                asked=True,
            )
