"""A new contact or company with the number that it has in another system."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from kariz.access.models import User

from .. import normal, registry
from ..models import Company, Contact
from . import companies, contacts

OWN: dict[str, Any] = {"contact": contacts, "company": companies}


def create(*, kind: str, by: User, external_id: str = "", **given: Any) -> Contact | Company:
    """Make both or neither. Raises FieldErrors, NotAllowed."""
    number = normal.one_line(external_id)
    if not number:
        found: Contact | Company = OWN[kind].create(by=by, **given)
        return found
    with transaction.atomic():
        made: Contact | Company = OWN[kind].create(by=by, **given)
        registry.numbers().give(kind=kind, pk=made.pk, number=number, by=by)
    return made
