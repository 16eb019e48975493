"""Run the registered readers: each takes the log from its own cursor on."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q

from kariz.events import registry
from kariz.events.models import ReaderCursor
from kariz.events.queries.feed import Cursor, after, head
from kariz.events.registry import Reader

BATCH = 200


def run_all() -> int:
    """Let every reader catch up; returns how many events were handled."""
    return sum(_catch_up(reader) for reader in registry.readers())


def have_news() -> bool:
    """Is there an event that a reader has not seen and cares for? A few small reads, no write."""
    if not registry.readers() or (end := head()) == Cursor():
        return False
    places = {row.reader: Cursor(row.xid, row.event_id) for row in ReaderCursor.objects.all()}
    return any(
        place != end and bool(after(place, limit=1, among=Q(verb__in=reader.verbs)))
        for reader in registry.readers()
        for place in [places.get(reader.name, Cursor())]
    )


def _catch_up(reader: Reader) -> int:
    handled = 0
    while count := _step(reader):
        handled += count
    return handled


def _step(reader: Reader) -> int:
    with transaction.atomic():
        row, _ = ReaderCursor.objects.get_or_create(reader=reader.name)
        seen, end = Cursor(row.xid, row.event_id), head()
        events = after(seen, limit=BATCH, among=Q(verb__in=reader.verbs))
        last = Cursor(events[-1].xid, events[-1].pk) if events else seen
        # Behind the last one that counts nothing waits, so the cursor goes to where the log ended before the look.
        to = last if len(events) == BATCH else max(end, last)
        if to == seen:
            return 0
        moved = ReaderCursor.objects.filter(pk=row.pk, xid=row.xid, event_id=row.event_id).update(
            xid=to.xid, event_id=to.event_id
        )
        if moved and events:  # else another worker was faster; it has handled these
            reader.handle(events)
    return len(events)
