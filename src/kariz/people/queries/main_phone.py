"""The number under which a person is called first, read along with whatever names the person."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import QuerySet, Subquery

from ..models import DIALLED, ContactPoint


def _numbers(**of: Any) -> QuerySet[ContactPoint]:
    """The main one first, as in the list of people."""
    return ContactPoint.objects.filter(kind__in=sorted(DIALLED), **of).order_by("-primary", "id")


def main_phone(contact: Any) -> Subquery:
    """As typed, of the person that `contact` (a reference to the outer query) names; for a query of few rows."""
    return Subquery(_numbers(contact=contact).values("value")[:1])


def main_phones(contacts: Collection[int]) -> dict[int, str]:
    """As typed, by person, in one query; for rows that are read a page at a time."""
    found: dict[int, str] = {}
    for pk, value in _numbers(contact__in=contacts).values_list("contact_id", "value") if contacts else ():
        found.setdefault(pk, value)
    return found
