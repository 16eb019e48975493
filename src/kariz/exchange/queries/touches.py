"""What happened to records outside an import, as far as it still stands."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from kariz.events.actions.undo import UNDO_BATCH
from kariz.events.models import Event


def by_others(events: QuerySet[Event], *batches: str) -> QuerySet[Event]:
    """Without what these imports did, and without what was undone since: another import that was taken back has not
    touched anything. That somebody undid a thing by hand counts."""
    undoing = Q(batch__startswith=UNDO_BATCH) | Q(batch__startswith="import", undoes_id__isnull=False)
    return events.filter(undone_by_id=None).exclude(batch__in=batches).exclude(undoing)
