"""Reading the log in an order in which no late commit is missed."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection
from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL

from kariz.events.models import Event
from kariz.web.prepared import Prepared


@dataclass(frozen=True, slots=True, order=True)
class Cursor:
    """A place in the log: transaction, then event. PostgreSQL gives ids before commits, so ids alone lie."""

    xid: int = 0
    event_id: int = 0

    def __str__(self) -> str:
        return f"{self.xid}.{self.event_id}"

    @classmethod
    def parse(cls, text: str) -> Cursor:
        """Raises ValueError on anything but "xid.id"."""
        xid, _, event_id = text.partition(".")
        return cls(int(xid), int(event_id))


def settled(events: QuerySet[Event]) -> QuerySet[Event]:
    """Only events below which no transaction can still commit."""
    if connection.vendor == "postgresql":
        floor = RawSQL("pg_snapshot_xmin(pg_current_snapshot())::text::bigint", ())
        return events.filter(xid__lt=floor)
    return events


def after(cursor: Cursor, *, limit: int = 200, among: Q | None = None) -> list[Event]:
    """Settled events behind `cursor`, oldest first."""
    rows = Event.objects.filter(Q(xid__gt=cursor.xid) | Q(xid=cursor.xid, id__gt=cursor.event_id))
    if among is not None:
        rows = rows.filter(among)
    return list(settled(rows).order_by("xid", "id")[:limit])


def head() -> Cursor:
    """The place behind the newest settled event."""
    return next((Cursor(*row) for row in _last()), Cursor())


_last = Prepared(lambda: settled(Event.objects.all()).order_by("-xid", "-id").values_list("xid", "id")[:1])
