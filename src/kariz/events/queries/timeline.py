"""Events of one record, newest first."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import QuerySet

from kariz.events.models import Event
from kariz.events.registry import quiet_verbs


def of_deal(deal_id: int) -> QuerySet[Event]:
    return Event.objects.filter(deal_id=deal_id).exclude(verb__in=quiet_verbs()).order_by("-id")


def of_subject(kind: str, ids: Sequence[int]) -> QuerySet[Event]:
    """Of one record, and of those that were merged into it."""
    one = {"subject_id": ids[0]} if len(ids) == 1 else {"subject_id__in": ids}
    return Event.objects.filter(subject_kind=kind, **one).order_by("-id")
