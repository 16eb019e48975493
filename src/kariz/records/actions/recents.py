"""What a person opened lately is kept apart from the record: looking at one changes nothing of it."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from kariz.access.models import User

from .. import subjects
from ..models import RecentRecord
from ..queries.recents import KEPT
from ..search import registry


def opened(*, subject: tuple[str, int], by: User) -> None:
    """The person has this record before them. Raises NotFound, NotAllowed."""
    by.require("search.use")
    subjects.load(*subject, by)
    kind, pk = subject
    if kind not in registry.kinds():
        # What search does not know it cannot show again, and it would push out what it can.
        return
    own = RecentRecord.objects.filter(user=by)
    with transaction.atomic():
        if own.filter(kind=kind, object_id=pk).update(at=timezone.now()):
            return
        RecentRecord.objects.bulk_create(
            [RecentRecord(user=by, kind=kind, object_id=pk, at=timezone.now())], ignore_conflicts=True
        )
        old = own.order_by("-at", "-id").values_list("pk", flat=True)[KEPT:]
        own.filter(pk__in=list(old)).delete()
