"""Events of one record, newest first."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from kariz.events.models import Event


def of_deal(deal_id: int) -> QuerySet[Event]:
    return Event.objects.filter(Q(deal_id=deal_id)).order_by("-id")


def of_subject(kind: str, subject_id: int) -> QuerySet[Event]:
    return Event.objects.filter(subject_kind=kind, subject_id=subject_id).order_by("-id")
