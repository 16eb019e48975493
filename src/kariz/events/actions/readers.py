"""Run the registered readers: each takes the log from its own cursor on."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.db import transaction

from kariz.events import registry
from kariz.events.models import Event, ReaderCursor
from kariz.events.queries.feed import Cursor, after, head

BATCH = 200


def run_all() -> int:
    """Let every reader catch up; returns how many events were handled."""
    return sum(_catch_up(name, handle) for name, handle in registry.readers().items())


def have_news() -> bool:
    """Does any reader stand before the end of the log? Two small reads, no write."""
    end = head()
    if not registry.readers() or end == Cursor():
        return False
    places = {row.reader: Cursor(row.xid, row.event_id) for row in ReaderCursor.objects.all()}
    return any(places.get(name, Cursor()) != end for name in registry.readers())


def _catch_up(name: str, handle: Callable[[Sequence[Event]], None]) -> int:
    handled = 0
    while count := _step(name, handle):
        handled += count
    return handled


def _step(name: str, handle: Callable[[Sequence[Event]], None]) -> int:
    with transaction.atomic():
        row, _ = ReaderCursor.objects.get_or_create(reader=name)
        events = after(Cursor(row.xid, row.event_id), limit=BATCH)
        if not events:
            return 0
        last = events[-1]
        moved = ReaderCursor.objects.filter(pk=row.pk, xid=row.xid, event_id=row.event_id).update(
            xid=last.xid, event_id=last.pk
        )
        if not moved:  # another worker was faster; it has handled these
            return 0
        handle(events)
    return len(events)
