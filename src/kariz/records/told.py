"""Events may name records besides their own: who may not see those reads neither their names nor their ids.

The areas above register their verbs at start."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from kariz.access.models import User
from kariz.events.models import Event

from . import subjects

ONE, SEVERAL = "other", "others"
"""Where `data` has the id of another record of the subject's kind, or [{"id", "name"}] of some."""


@dataclass(frozen=True, slots=True)
class Others:
    called: frozenset[str]
    part: bool
    inner: frozenset[str]


_others: dict[str, Others] = {}


def register(
    verb: str, *, called: Collection[str] = (), part: bool = False, inner: Collection[str] = ()
) -> None:
    """Events of `verb` name others. `called`: the keys under which it stands what they are called; `part`: until
    the event is undone they are part of its subject; `inner`: what of its data only the inverse
    reads, and nobody is shown."""
    _others[verb] = Others(frozenset(called), part, frozenset(inner))


def data_of(events: Sequence[Event], user: User | None) -> dict[int, dict[str, Any]]:
    """{event: what of its data the user may read}; for nobody in particular, nothing of any other record. A query for
    each kind of record that is named."""
    asked: dict[str, set[int]] = defaultdict(set)
    for event in events:
        if (known := _others.get(event.verb)) and not _is_part(event, known):
            asked[event.subject_kind].update(_ids(event))
    seen = {kind: _seen(kind, ids, user) for kind, ids in asked.items() if ids}
    return {event.pk: _data(event, seen.get(event.subject_kind, set())) for event in events}


def _seen(kind: str, ids: Collection[int], user: User | None) -> set[int]:
    return subjects.known_ids(kind, ids, user) if user is not None else set()


def _is_part(event: Event, known: Others) -> bool:
    return known.part and not event.undone


def _ids(event: Event) -> set[int]:
    one = event.data.get(ONE)
    return {told["id"] for told in event.data.get(SEVERAL, ())} | ({one} if isinstance(one, int) else set())


def _data(event: Event, seen: Collection[int]) -> dict[str, Any]:
    known = _others.get(event.verb)
    if known is None:
        return event.data
    data = {name: value for name, value in event.data.items() if name not in known.inner}
    if _is_part(event, known):
        return data
    if _ids(event).issubset(seen):
        return data
    data = {name: value for name, value in data.items() if name not in known.called | {ONE}}
    if SEVERAL in data:
        data[SEVERAL] = [told for told in data[SEVERAL] if told["id"] in seen]
    return data
