"""How people and companies are found."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from kariz.records.custom import values as custom_values
from kariz.records.search.registry import Entry, attach, register_kind

from . import normal
from .models import DIALLED, Company, Contact, ContactPoint
from .queries.merged import MODELS, former_names


def register_all() -> None:
    """Called once when the application starts."""
    register_kind("contact", model=Contact, describe=describe_contact, icon="user")
    register_kind("company", model=Company, describe=describe_company, icon="building-2")
    attach("merged", lambda kind, ids: former_names(kind, ids) if kind in MODELS else {})


def describe_contact(contact: Contact) -> Entry:
    company = contact.company.name if contact.company else ""
    # In the order in which they were given: the same person is always described in the same words.
    points = sorted(_points_of(contact), key=lambda point: point.pk or 0)
    reach = [text for point in points for text in (point.value, point.normal)]
    reach += [normal.national(point.normal) for point in points if point.kind in DIALLED]
    subtitle = " · ".join(filter(None, [contact.position, company]))
    reach += custom_values.searched(contact, "contact")
    text, url = "\n".join(reach), contact.get_absolute_url()
    return Entry(contact.name, subtitle, text, contact.owner_id, url, notes=contact.notes)


def _points_of(contact: Contact) -> Iterable[ContactPoint]:
    """Past the manager, which takes longer than all the rest where the points are known."""
    known: Any = contact.__dict__.get("_prefetched_objects_cache", {}).get("points")
    return contact.points.all() if known is None else known


def describe_company(company: Company) -> Entry:
    phones = [company.phone, company.phone_normal, normal.national(company.phone_normal)]
    made = custom_values.searched(company, "company")
    text = "\n".join(
        filter(None, [*phones, company.national_id, company.economic_code, company.website, *made])
    )
    subtitle = " · ".join(filter(None, [company.industry, company.city]))
    url = company.get_absolute_url()
    return Entry(company.name, subtitle, text, company.owner_id, url, notes=company.notes)
