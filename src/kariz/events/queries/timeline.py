"""Events of one record, newest first."""

from __future__ import annotations

from django.db.models import QuerySet

from kariz.events.models import Event
from kariz.events.registry import quiet_verbs


def of_deal(deal_id: int) -> QuerySet[Event]:
    return Event.objects.filter(deal_id=deal_id).exclude(verb__in=quiet_verbs()).order_by("-id")


def of_subject(kind: str, subject_id: int) -> QuerySet[Event]:
    return Event.objects.filter(subject_kind=kind, subject_id=subject_id).order_by("-id")
