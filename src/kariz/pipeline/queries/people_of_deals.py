"""How people are reached with whom a company has deals, though they are known as another one's, or nobody's."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.db.models import F, Q

from kariz.pipeline.models import Deal


def points(companies: Collection[int]) -> Iterable[tuple[int, str, str]]:
    """(company, kind, normal form); one query."""
    rows = Deal.objects.filter(company__in=companies, deleted_at=None, contact__deleted_at=None)
    rows = rows.filter(Q(contact__company=None) | ~Q(contact__company=F("company")))
    rows = rows.exclude(contact__points=None).order_by().distinct()
    return rows.values_list("company_id", "contact__points__kind", "contact__points__normal")
