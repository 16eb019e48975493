from __future__ import annotations

from django.urls import reverse

from kariz.access.models import User
from kariz.events.models import Event


def last_event(user: User, verb: str, kind: str, pk: int) -> Event | None:
    mine = Event.objects.filter(verb=verb, subject_kind=kind, subject_id=pk, actor_id=user.pk)
    return mine.order_by("-id").first()


def undo_url(user: User, verb: str, kind: str, pk: int) -> str:
    """Where the last such event of this person on the record is taken back; empty where there is none."""
    event = last_event(user, verb, kind, pk)
    return reverse("records:undo", args=[event.pk]) if event else ""
