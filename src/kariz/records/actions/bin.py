"""The bin: what was deleted can be restored for 30 days, then it is gone for good."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from kariz.events.actions import log

from .. import storage
from ..models import Comment, File
from ..search import index

KEPT = timedelta(days=30)
_AT_ONCE = 200
GoneListener = Callable[[str, Sequence[int]], None]
_gone_listeners: list[GoneListener] = []


def register_gone_listener(listener: GoneListener) -> None:
    """Let `listener(kind, ids)` forget what it knows of records ("note" for notes) before they are removed for good, in
    the same transaction."""
    if listener not in _gone_listeners:
        _gone_listeners.append(listener)


def _tell_gone(kind: str, ids: Sequence[int]) -> None:
    for listener in _gone_listeners:
        listener(kind, ids)


def empty(kind: str, rows: QuerySet[Any], *, before: datetime) -> int:
    """Remove for good those of `rows` that lie in the bin since before then, with their comments and files; how many.

    Their events stay, as what happened does; each removal is an event of nobody's. Called by the housekeeping.
    """
    count = 0
    while gone := _empty_some(kind, rows, before):
        count += gone
    return count


def _empty_some(kind: str, rows: QuerySet[Any], before: datetime) -> int:
    with transaction.atomic():
        old = rows.filter(deleted_at__lt=before).order_by("pk")
        ids = list(old.select_for_update().values_list("pk", flat=True)[:_AT_ONCE])
        if not ids:
            return 0
        _tell_gone(kind, ids)
        drop_attached(kind, ids)
        index.remove(kind, ids)
        rows.filter(pk__in=ids).delete()
        log.append_many([log.Draft(None, f"{kind}.purged", (kind, pk)) for pk in ids])
    return len(ids)


def drop_attached(kind: str, ids: Sequence[int]) -> tuple[int, int]:
    """Remove for good the notes and files of these records; how many of each."""
    written = Comment.objects.filter(subject_kind=kind, subject_id__in=ids)
    if numbers := list(written.values_list("pk", flat=True)):
        _tell_gone("note", numbers)
    notes, _each = written.delete()
    files = File.objects.filter(subject_kind=kind, subject_id__in=ids)
    for stored in files.values_list("stored", flat=True):
        # The rows first: a file without a row harms nobody.
        transaction.on_commit(partial(storage.path_of(stored).unlink, missing_ok=True))
    gone, _each = files.delete()
    return notes, gone
