"""What the log knows of verbs and readers; the areas register theirs at start."""

from __future__ import annotations

from collections.abc import Callable, Sequence
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


_verbs: dict[str, Verb] = {}
_readers: dict[str, Handler] = {}


def register_verb(name: str, *, label: Any, undo: Inverse | None = None, icon: str = "circle-dot") -> None:
    _verbs[name] = Verb(name, label, undo, icon)


def verb(name: str) -> Verb:
    return _verbs.get(name) or Verb(name, name)


def verbs() -> dict[str, Verb]:
    return dict(_verbs)


def register_reader(name: str, handle: Handler) -> None:
    """`handle` gets each event once with effect: it runs in the transaction that moves the cursor."""
    _readers[name] = handle


def readers() -> dict[str, Handler]:
    return dict(_readers)
