"""Undo of many events at once, by set where their verb knows how; each on its own, newest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from kariz.events import registry
from kariz.events.actions import log
from kariz.events.actions.undo import UNDO_BATCH, CannotUndo, undo
from kariz.events.models import Event
from kariz.events.origin import origin
from kariz.web import bulk_updates
from kariz.web.changes import Outcome
from kariz.web.errors import DomainError

AT_ONCE = 100


def undo_batch(*, batch: str, by: Any) -> tuple[int, int]:
    """Take back what `by` did in one go, newest first; how many events went and how many stayed."""
    done = stayed = 0
    for events in runs(own(batch, by)):
        outcomes = undo_many(events=events, by=by)
        stayed += sum(outcome is not None for outcome in outcomes)
        done += sum(outcome is None for outcome in outcomes)
    return done, stayed


def own(batch: str, by: Any) -> QuerySet[Event]:
    """The events of a batch that can still be taken back, the newest first."""
    rows = Event.objects.filter(batch=batch, actor_id=by.pk, undone_by_id=None, undoes_id=None)
    return rows.order_by("-id")


def runs(events: Iterable[Event]) -> Iterator[list[Event]]:
    """The events in their order, in parts that `undo_many` takes: of one verb, no record twice. What has no inverse
    is left out."""
    part: list[Event] = []
    subjects: set[int] = set()
    for event in events:
        if registry.verb(event.verb).undo is None:
            continue
        if part and (event.verb != part[0].verb or event.subject_id in subjects or len(part) == AT_ONCE):
            yield part
            part, subjects = [], set()
        part.append(event)
        subjects.add(event.subject_id)
    if part:
        yield part


def undo_many(*, events: Sequence[Event], by: Any) -> list[Outcome]:
    """Take back a part that `runs` made, in one transaction where the verb can; what came of each event."""
    inverse = registry.verb(events[0].verb).undo_many if events else None
    if inverse is None or len(events) == 1:
        return [_alone(event, by) for event in events]
    try:
        with transaction.atomic():
            open_ones = _claim(events)
            taken = [event for event in events if event.pk in open_ones]
            with origin(batch=f"{UNDO_BATCH}{events[0].pk}"):
                outcomes = dict(zip([event.pk for event in taken], inverse(taken, by), strict=True))
            went = [event for event in taken if outcomes[event.pk] is None]
            _settle(taken, went, by)
    except (DomainError, ObjectDoesNotExist):
        # One that cannot go back, or is gone for good, does not hold up the others.
        return [_alone(event, by) for event in events]
    gone = CannotUndo(_("This change was already undone."))
    return [outcomes.get(event.pk, gone) for event in events]


def _alone(event: Event, by: Any) -> Outcome:
    try:
        undo(event=event, by=by)
    except DomainError as error:
        return error
    return None


def _claim(events: Sequence[Event]) -> set[int]:
    """Those that nobody took back meanwhile, held until the end of the transaction."""
    rows = Event.objects.filter(pk__in=[event.pk for event in events], undone_by_id=None)
    held = set(rows.select_for_update().values_list("pk", flat=True))
    return {event.pk for event in events if event.pk in held and not event.data.get(log.ERASED)}


def _settle(taken: Sequence[Event], went: Sequence[Event], by: Any) -> None:
    """Tell of every inverse, and mark what it takes back."""
    told = log.append_numbered(
        [
            log.Draft(
                by,
                f"{event.verb}.undone",
                (event.subject_kind, event.subject_id),
                event.deal_id,
                {name: [after, before] for name, (before, after) in event.changes.items()},
                {"undoes": event.pk},
                undoes=event.pk,
            )
            for event in went
        ]
    )
    marks = [(event.pk, {"undone_by_id": pk}) for event, pk in zip(went, told, strict=True)]
    bulk_updates.write(Event, marks)
