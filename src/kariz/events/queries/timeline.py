"""Events of one record, newest first."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q, QuerySet

from kariz.events.models import Event
from kariz.events.registry import quiet_verbs


def of_deal(deal_id: int) -> QuerySet[Event]:
    return Event.objects.filter(deal_id=deal_id).exclude(verb__in=quiet_verbs()).order_by("-id")


def of_subject(kind: str, ids: Sequence[int]) -> QuerySet[Event]:
    """Of one record, and of those that were merged into it."""
    one = {"subject_id": ids[0]} if len(ids) == 1 else {"subject_id__in": ids}
    return Event.objects.filter(subject_kind=kind, **one).order_by("-id")


def as_happened(rows: QuerySet[Event], before: int | None = None) -> QuerySet[Event]:
    """The latest first by when it happened, which for what was written down later is not when that was; only what
    comes after the event `before`."""
    anchor = Event.objects.filter(pk=before).values_list("at", flat=True).first() if before else None
    if anchor is not None:
        rows = rows.filter(Q(at__lt=anchor) | Q(at=anchor, pk__lt=before))
    return rows.order_by("-at", "-id")
