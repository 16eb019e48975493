"""What happened to a record, and taking it back, alike for the API of every kind."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from ninja import Schema

from kariz.access.models import User
from kariz.events import sources
from kariz.events.actions.undo import undo
from kariz.events.models import Event
from kariz.events.queries import timeline
from kariz.events.registry import verbs
from kariz.web.errors import DomainError, NotFound
from kariz.web.paging import PageParams, paginate

from .. import subjects, told
from ..queries.on_record import UNDONE, OfMerged, of_merged


class SourceOut(Schema):
    kind: str
    """import, or import_set"""
    id: int


class EventOut(Schema):
    id: int
    at: datetime
    actor: int | None
    via: str
    source: SourceOut | None
    """The import that the change came with."""
    verb: str
    subject_kind: str
    subject_id: int
    deal: int | None
    changes: dict[str, Any]
    data: dict[str, Any]
    undone: bool
    undoes: int | None


class UnknownVerb(DomainError):
    """`verb` names nothing that can happen."""

    code = "unknown_verb"
    status = 400


def page_out(rows: QuerySet[Event], page: PageParams, user: User) -> dict[str, Any]:
    """The newest first."""
    found = paginate(rows.order_by(), page, order=["-id"])
    data = told.data_of(found["items"], user)
    return found | {"items": [_out(event, data[event.pk]) for event in found["items"]]}


def event_out(event: Event, user: User) -> dict[str, Any]:
    return _out(event, told.data_of([event], user)[event.pk])


def _out(event: Event, data: dict[str, Any]) -> dict[str, Any]:
    names = ("id", "at", "via", "verb", "subject_kind", "subject_id", "changes", "undone")
    shown = {name: getattr(event, name) for name in names} | {"data": data}
    part = sources.part_of(event)
    source = {"kind": part[0], "id": part[1]} if part else None
    return shown | {
        "actor": event.actor_id,
        "deal": event.deal_id,
        "undoes": event.undoes_id,
        "source": source,
    }


def page_of_events(kind: str, pk: int, user: User, page: PageParams, verb: str) -> dict[str, Any]:
    """What happened to the record and to those that were merged into it, newest first. Raises NotFound, UnknownVerb."""
    user.require("event.view")
    rows = _seen(kind, pk, user)
    if verb:
        rows = rows.filter(verb__in=_named(kind, verb))
    return page_out(rows, page, user)


def take_back(kind: str, pk: int, event_id: int, user: User) -> dict[str, Any]:
    """The event is undone, as by the button beside it. Raises NotFound, CannotUndo."""
    user.require("event.undo")
    event = _seen(kind, pk, user).filter(pk=event_id).first()
    if event is None:
        raise NotFound
    if of_merged(event, kind, pk):
        raise OfMerged
    return event_out(undo(event=event, by=user), user)


def _seen(kind: str, pk: int, user: User) -> QuerySet[Event]:
    subjects.load(kind, pk, user)
    return timeline.of_subject(kind, subjects.story_of(kind, pk))


def _named(kind: str, text: str) -> list[str]:
    """The verbs in "contact.changed,comment.created" and their undoing."""
    known = verbs()
    found = [name for name in (part.strip() for part in text.split(",")) if name]
    if not found or any(name not in known for name in found):
        raise UnknownVerb(
            _("Name verbs such as %(example)s, with commas between them.") % {"example": f"{kind}.changed"},
            field="verb",
        )
    return [*found, *(f"{name}{UNDONE}" for name in found)]
