"""Undo: the inverse of an event is applied and told as an event of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kariz.events import registry
from kariz.events.actions import log
from kariz.events.models import Event
from kariz.events.origin import origin
from kariz.web.errors import DomainError

UNDO_BATCH = "undo:"
"""Events that an inverse writes on its way carry this and the id of the event that is taken back."""


@dataclass(frozen=True, slots=True)
class Stayed:
    """What an inverse gives back when it could not take back everything: sentences, and the same as plain JSON."""

    texts: list[str]
    data: dict[str, Any]


class CannotUndo(DomainError):
    """The change left the house, was undone before, or something newer stands on it."""

    code = "cannot_undo"
    status = 409


def undo(*, event: Event, by: Any) -> Event:
    """Apply the inverse of `event`. Raises CannotUndo; the inverse itself checks `by`'s permission."""
    verb = registry.verb(event.verb)
    if verb.undo is None:
        raise CannotUndo(_("This change cannot be undone."))
    if event.data.get(log.ERASED):
        raise CannotUndo(_("The subject of this entry was erased on request."))
    with transaction.atomic():
        claimed = Event.objects.filter(pk=event.pk, undone_by_id=None).update(undone_by_id=0)
        if not claimed:
            raise CannotUndo(_("This change was already undone."))
        with origin(batch=f"{UNDO_BATCH}{event.pk}"):
            try:
                left = verb.undo(event, by)
            except ObjectDoesNotExist:
                # What the event was about has left the bin for good.
                raise CannotUndo(_("This change cannot be undone.")) from None
        stays = isinstance(left, Stayed)
        told = log.append(
            by=by,
            verb=f"{event.verb}.undone",
            subject=(event.subject_kind, event.subject_id),
            deal_id=event.deal_id,
            changes={name: [after, before] for name, (before, after) in event.changes.items()},
            data={"undoes": event.pk} | ({"stayed": left.data, "texts": left.texts} if stays else {}),
        )
        Event.objects.filter(pk=told.pk).update(undoes_id=event.pk)
        told.undoes_id = event.pk
        Event.objects.filter(pk=event.pk).update(undone_by_id=told.pk)
    return told
