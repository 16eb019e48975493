"""Proposals among the people of one company who have the same name."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from kariz.access.models import User

from ..models import Contact, DuplicatePair
from .duplicates import proposals

MOST = 200
SAME = "name"


def within(rows: QuerySet[DuplicatePair], company: int) -> QuerySet[DuplicatePair]:
    """Those of these proposals of contacts that are among the people of that company."""
    people = Contact.objects.filter(company=company, deleted_at=None).order_by().values("pk")
    return rows.filter(kind="contact", first_id__in=people, second_id__in=people)


def namesakes(company: Any, user: User) -> list[DuplicatePair]:
    """Open proposals of two people of the company with the same name, as far as the user sees both; the most likely
    first. One query."""
    rows = within(proposals(user, "contact"), company.pk).order_by("-score", "id")[:MOST]
    return [pair for pair in rows if SAME in pair.reasons]
