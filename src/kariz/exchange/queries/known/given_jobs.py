"""To whom earlier rows of an import gave a job."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Max

from kariz.events.models import Event
from kariz.exchange.models import Import

CREATED, CHANGED = "contact.created", "contact.changed"


def last_event(one: Import) -> int:
    """Behind which all is done by this very import; all of its mark is its own where it is part of no set."""
    if one.part_of_id is None:
        return 0
    return Event.objects.aggregate(last=Max("id"))["last"] or 0


def given_jobs(ids: Collection[int], one: Import, since: int) -> dict[int, str]:
    """{id: CREATED or CHANGED} of the people whom the import brought, or to whom it gave a job."""
    rows = Event.objects.filter(subject_kind="contact", subject_id__in=ids, batch=one.batch, id__gt=since)
    told = (
        rows.filter(verb__in=(CREATED, CHANGED)).order_by("-id").values_list("subject_id", "verb", "changes")
    )
    return {pk: verb for pk, verb, changes in told if pk and (verb == CREATED or "position" in changes)}
