"""The only door into the event log."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from kariz.events.models import Event
from kariz.events.origin import current
from kariz.web import bulk

AT_ONCE = 200


@dataclass(slots=True)
class Draft:
    """One event to be. `changes` is {field: [before, after]}; values must be plain JSON."""

    by: Any
    verb: str
    subject: tuple[str, int]
    deal_id: int | None = None
    changes: dict[str, list[Any]] = field(default_factory=dict)
    data: dict[str, Any] = field(default_factory=dict)
    at: datetime | None = None
    """When it happened, for history that is brought in; now otherwise."""
    undoes: int | None = None
    """The event that this one takes back."""


_watched: ContextVar[list[tuple[str, int]] | None] = ContextVar("watched", default=None)


@contextmanager
def watched() -> Iterator[list[tuple[str, int]]]:
    """The subjects of the events that are written meanwhile here: what an action was asked for and held already is no
    change, and has none."""
    seen: list[tuple[str, int]] = []
    token = _watched.set(seen)
    try:
        yield seen
    finally:
        _watched.reset(token)


def append(
    *,
    by: Any,
    verb: str,
    subject: tuple[str, int],
    deal_id: int | None = None,
    changes: dict[str, list[Any]] | None = None,
    data: dict[str, Any] | None = None,
    at: datetime | None = None,
) -> Event:
    """Write one event inside the caller's transaction."""
    draft = Draft(by, verb, subject, deal_id, changes or {}, data or {}, at)
    return bulk.insert([Event(**values) for values in _rows([draft])])[0]


def append_many(drafts: Sequence[Draft]) -> None:
    """Write many events with one statement, in the caller's transaction."""
    bulk.insert_values(Event, _rows(drafts))


def append_numbered(drafts: Sequence[Draft]) -> list[int]:
    """The same; returns their ids."""
    return bulk.insert_numbered(Event, _rows(drafts))


def take_out(*, verb: str, kind: str, ids: Sequence[int], data: dict[str, Any], words: str) -> None:
    """Strike the text `words` of data from the events that `data` names: what a person deleted is not kept here.

    `ids` are the records of `kind` that the event may be about.
    """
    found = Event.objects.filter(verb=verb, subject_kind=kind, subject_id__in=ids)
    for event in found.filter(**{f"data__{name}": value for name, value in data.items()}):
        event.data.pop(words, None)
        event.save(update_fields=["data"])


def take_out_many(
    *, verbs: Sequence[str], kind: str, ids: Sequence[int], key: str, values: Sequence[int]
) -> None:
    """The same for many notes of many records at once: whatever text events with these values of `key` hold."""
    wanted = set(values)
    found = Event.objects.filter(verb__in=verbs, subject_kind=kind, subject_id__in=ids)
    changed = []
    for event in found:
        if event.data.get(key) in wanted and {"text", "before"} & set(event.data):
            event.data = {name: value for name, value in event.data.items() if name not in ("text", "before")}
            changed.append(event)
    Event.objects.bulk_update(changed, ["data"], batch_size=200)


ERASED = "erased"
"""In the data of an event of which only the fact is kept."""


def redact(*, kind: str, ids: Sequence[int]) -> int:
    """Keep of the events about these records that they happened, when, by whom and to which fields; how many."""
    found = Event.objects.filter(subject_kind=kind, subject_id__in=ids)
    return _rewrite(found, _only_the_fact)


def redact_found(ids: Sequence[int]) -> int:
    """The same for these events, whatever they are about."""
    return _rewrite(Event.objects.filter(pk__in=ids), _only_the_fact)


def _only_the_fact(event: Event) -> tuple[Any, Any]:
    return {name: [None, None] for name in event.changes}, {ERASED: True}


def strike(*, deals: Sequence[int], words: Callable[[Any], Any]) -> int:
    """Put every text in the events of these deals through `words`; how many events that changed."""
    found = Event.objects.filter(deal_id__in=deals)
    return _rewrite(found, lambda event: (words(event.changes), words(event.data)))


def _rewrite(events: QuerySet[Event], new: Callable[[Event], tuple[Any, Any]]) -> int:
    changed = []
    for event in events.iterator(chunk_size=AT_ONCE):
        changes, data = new(event)
        if (changes, data) != (event.changes, event.data):
            event.changes, event.data = changes, data
            changed.append(event)
    Event.objects.bulk_update(changed, ["changes", "data"], batch_size=AT_ONCE)
    return len(changed)


def _rows(drafts: Sequence[Draft]) -> list[dict[str, Any]]:
    origin = current()
    now = timezone.now()
    if (seen := _watched.get()) is not None:
        seen += [draft.subject for draft in drafts]
    return [
        {
            "at": draft.at or now,
            "actor_id": draft.by.pk if draft.by is not None else None,
            "via": origin.via,
            "batch": origin.batch,
            "verb": draft.verb,
            "subject_kind": draft.subject[0],
            "subject_id": draft.subject[1],
            "deal_id": draft.deal_id,
            "changes": draft.changes,
            "data": draft.data,
            "undoes_id": draft.undoes,
        }
        for draft in drafts
    ]
