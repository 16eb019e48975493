"""What happened to records outside an import, as far as it still stands."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from kariz.events.actions.undo import UNDO_BATCH
from kariz.events.models import Event


def by_others(events: QuerySet[Event], *batches: str) -> QuerySet[Event]:
    """Without what these imports did, and without what was undone since, with its undoing: neither another import that
    was taken back nor a slip of a colleague has touched anything. That somebody undid by hand what these imports did
    counts."""
    # The inverse's own writes; the entry that tells of the undoing stands behind them, in a batch like any other.
    inverse = Q(batch__startswith=UNDO_BATCH)
    ours = Event.objects.filter(pk=OuterRef("undoes_id"), batch__in=batches)
    undoing = Q(undoes_id__isnull=False) & ~Exists(ours)
    return events.filter(undone_by_id=None).exclude(batch__in=batches).exclude(inverse).exclude(undoing)
