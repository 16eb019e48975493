"""Of which piece of work a change was a part, as its batch marks it; the areas that do such work register theirs."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kariz.events.models import Event


@dataclass(frozen=True, slots=True)
class Work:
    """`name` and `url` of one piece of work; the url is empty for a person who may not look at it.

    `did` and `took_back` stand before the name: "by the import of", "by taking back the import of".
    """

    name: str
    url: str
    did: Any
    took_back: Any


@dataclass(frozen=True, slots=True)
class Source:
    """Where one event came from, as a timeline says it."""

    said: Any
    name: str
    url: str


Told = Callable[[Collection[int], Any], dict[int, Work]]
"""(ids, user) → {id: work}; a fixed number of queries."""

_kinds: dict[str, tuple[str, Told]] = {}


def register(kind: str, *, mark: str, told: Told) -> None:
    """Batches called "<mark>-<id>" are work of that kind."""
    _kinds[mark] = (kind, told)


def part_of(event: Event) -> tuple[str, int] | None:
    """The kind and id of the work that the event was a part of."""
    mark, _dash, number = event.batch.partition("-")
    return (_kinds[mark][0], int(number)) if mark in _kinds and number.isdecimal() else None


def of(events: Iterable[Event], user: Any) -> dict[int, Source]:
    """{event: where it came from} of those that were part of a piece of work."""
    wanted: dict[str, dict[int, list[Event]]] = {}
    for event in events:
        if part := part_of(event):
            wanted.setdefault(part[0], {}).setdefault(part[1], []).append(event)
    found: dict[int, Source] = {}
    for kind, told in _kinds.values():
        works = told(wanted[kind].keys(), user) if kind in wanted else {}
        for pk, work in works.items():
            found |= {event.pk: _source(event, work) for event in wanted[kind][pk]}
    return found


def _source(event: Event, work: Work) -> Source:
    back = event.undoes_id is not None or event.verb.endswith(".deleted")
    return Source(work.took_back if back else work.did, work.name, work.url)
