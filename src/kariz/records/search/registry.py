"""Which kinds of record search knows; the areas above register theirs in `ready()`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Model, QuerySet

from ..models import AnyEntry, SearchEntry


@dataclass(frozen=True, slots=True)
class Entry:
    """How one record is found and shown. `text` is everything searched besides title and subtitle, but for `notes`, what
    people write on the record itself: of much of it the beginning is searched. `also` are words that so many records
    share that they only narrow what others find («تماس کلسو»): by them alone nothing is found."""

    title: str
    subtitle: str = ""
    text: str = ""
    owner_id: int | None = None
    url: str = ""
    also: str = ""
    notes: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """How a record is shown to one person, now: in their language and calendar, by the names of today."""

    title: str
    parts: Sequence[str]
    label: str
    icon: str
    at: datetime | None


ShownTo = Callable[[Any, Collection[int]], Mapping[int, Shown]]


@dataclass(frozen=True, slots=True)
class Kind:
    """`entries` is the table in which it is kept. `rows` are the records that may be found at all. `shown_to(user, ids)`
    words those of the found ones that the user sees now, where the entry alone does not say it."""

    name: str
    model: type[Model]
    describe: Callable[[Any], Entry]
    label: Any
    icon: str
    entries: type[AnyEntry]
    rows: Callable[[], QuerySet[Any]]
    shown_to: ShownTo | None


_kinds: dict[str, Kind] = {}
Texts = Callable[[str, Collection[int]], Mapping[int, Sequence[str]]]
_attached: dict[str, Texts] = {}


def attach(name: str, texts: Texts) -> None:
    """Let records be found by what `texts(kind, ids)` says of them, which stands in another area."""
    _attached[name] = texts


def attached(kind: str, ids: Collection[int]) -> list[Mapping[int, Sequence[str]]]:
    """What other areas say of the records."""
    return [texts(kind, ids) for texts in _attached.values()]


def register_kind(
    name: str,
    *,
    model: type[Model],
    describe: Callable[[Any], Entry],
    label: Any = None,
    icon: str = "circle",
    entries: type[AnyEntry] = SearchEntry,
    rows: Callable[[], QuerySet[Any]] | None = None,
    shown_to: ShownTo | None = None,
) -> None:
    """Make a kind of record searchable. Who sees it follows from the owner of its entry."""
    label = label or model._meta.verbose_name
    rows = rows or model._default_manager.all
    _kinds[name] = Kind(name, model, describe, label, icon, entries, rows, shown_to)


def entries_of(name: str) -> type[AnyEntry]:
    """The table in which a kind is kept, also one that no area registered."""
    return _kinds[name].entries if name in _kinds else SearchEntry


def kind(name: str) -> Kind:
    """The registered kind; KeyError when no area registered it."""
    return _kinds[name]


def kinds() -> dict[str, Kind]:
    return dict(_kinds)
