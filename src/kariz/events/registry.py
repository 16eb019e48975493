"""What the log knows of verbs and readers; the areas register theirs at start."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kariz.events.models import Event
    from kariz.web.changes import Outcome

Inverse = Callable[["Event", Any], Any]
InverseMany = Callable[[Sequence["Event"], Any], "list[Outcome]"]
What = Callable[[Mapping[str, Any]], Any]
Handler = Callable[[Sequence["Event"]], None]


@dataclass(frozen=True, slots=True)
class Verb:
    """`label` completes "Sara …"; `undo(event, by)` applies the inverse through ordinary writes.

    `undo_many(events, by)` does the same for up to 500 events, no record twice, and says of each what came of it.
    """

    name: str
    label: Any
    undo: Inverse | None = None
    icon: str = "circle-dot"
    quiet: bool = False
    """For programs (open boards, readers), not for people: no timeline tells it."""
    undo_many: InverseMany | None = None


@dataclass(frozen=True, slots=True)
class Reader:
    """Gets each event of its verbs once with effect: it runs in the transaction that moves the cursor."""

    name: str
    handle: Handler
    verbs: frozenset[str]


_verbs: dict[str, Verb] = {}
_readers: dict[str, Reader] = {}
_whats: dict[str, What] = {}


def register_verb(
    name: str,
    *,
    label: Any,
    undo: Inverse | None = None,
    icon: str = "circle-dot",
    quiet: bool = False,
    undo_many: InverseMany | None = None,
) -> None:
    _verbs[name] = Verb(name, label, undo, icon, quiet, undo_many)


def register_what(name: str, what: What) -> None:
    """What it is that events of the verb tell of, by their data: "Call". So those are told that one brought in and whose
    data names another as `author`: "Call of Hamid"."""
    _whats[name] = what


def author_of(event: Event, data: Mapping[str, Any]) -> tuple[str, str]:
    """What was done and who did it, where that is not who is said to have told it; else two empty texts."""
    what, author = _whats.get(event.verb), data.get("author")
    return (str(what(data)), str(author)) if what and author else ("", "")


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
