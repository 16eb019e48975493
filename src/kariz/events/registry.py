"""What the log knows of verbs and readers; the areas register theirs at start."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kariz.events.models import Event

Inverse = Callable[["Event", Any], Any]
Handler = Callable[[Sequence["Event"]], None]


@dataclass(frozen=True, slots=True)
class Verb:
    """`label` completes "Sara …"; `undo(event, by)` applies the inverse through ordinary writes."""

    name: str
    label: Any
    undo: Inverse | None = None
    icon: str = "circle-dot"
    quiet: bool = False
    """For programs (open boards, readers), not for people: no timeline tells it."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Gets each event of its verbs once with effect: it runs in the transaction that moves the cursor."""

    name: str
    handle: Handler
    verbs: frozenset[str]


_verbs: dict[str, Verb] = {}
_readers: dict[str, Reader] = {}


def register_verb(
    name: str,
    *,
    label: Any,
    undo: Inverse | None = None,
    icon: str = "circle-dot",
    quiet: bool = False,
) -> None:
    _verbs[name] = Verb(name, label, undo, icon, quiet)


def verb(name: str) -> Verb:
    return _verbs.get(name) or Verb(name, name)


def verbs() -> dict[str, Verb]:
    return dict(_verbs)


def quiet_verbs() -> list[str]:
    return [verb.name for verb in _verbs.values() if verb.quiet]


def register_reader(name: str, handle: Handler, *, verbs: Iterable[str]) -> None:
    """Let `handle` read the events of these verbs and of their undoing, within about a second."""
    named = set(verbs)
    _readers[name] = Reader(name, handle, frozenset(named | {f"{verb}.undone" for verb in named}))


def readers() -> list[Reader]:
    return list(_readers.values())
