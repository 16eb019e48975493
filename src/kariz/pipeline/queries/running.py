"""What still goes on with a company, or with a person who is the customer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Count, Q, Sum

from kariz.access.models import User
from kariz.people.registry import Running
from kariz.pipeline.models import Deal, Outcome


def with_companies(ids: Sequence[int], user: User) -> dict[int, Running]:
    return _running("company", Deal.objects.filter(company__in=ids), user)


def with_people(ids: Sequence[int], user: User) -> dict[int, Running]:
    """Of the deals with no company."""
    return _running("contact", Deal.objects.filter(contact__in=ids, company=None), user)


def _running(kind: str, deals: Any, user: User) -> dict[int, Running]:
    rows = deals.filter(outcome=Outcome.OPEN, deleted_at=None).order_by()
    seen = Q(pk__in=Deal.objects.visible_to(user).values("pk"))
    found = rows.values_list(kind).annotate(
        n=Count("pk"), mine=Count("pk", filter=seen), total=Sum("base_amount", filter=seen)
    )
    return {pk: Running(n, total or 0, n - mine) for pk, n, mine, total in found}
