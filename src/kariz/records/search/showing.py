"""How what was found is shown to the one who looks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ..models import AnyEntry
from . import registry


@dataclass(frozen=True, slots=True)
class Row:
    entry: AnyEntry
    title: str
    parts: Sequence[str]
    """What stands below the title, each in its own direction."""
    label: str
    icon: str
    at: datetime | None = None

    @property
    def url(self) -> str:
        return self.entry.url


def rows_of(entries: Iterable[AnyEntry], user: Any) -> list[Row]:
    """The rows in the order of the entries; one more statement for each kind that is worded as it is now. Of such a kind
    only what the user sees at this moment is left, for an entry may know of a change a second later."""
    entries, known = list(entries), registry.kinds()
    worded: dict[str, Any] = {}
    for name in {entry.kind for entry in entries} & known.keys():
        if (shown_to := known[name].shown_to) is not None:
            worded[name] = shown_to(user, [entry.object_id for entry in entries if entry.kind == name])
    rows = (_row(entry, known[entry.kind], worded) for entry in entries if entry.kind in known)
    return [row for row in rows if row is not None]


def _row(entry: AnyEntry, kind: registry.Kind, worded: dict[str, Any]) -> Row | None:
    if kind.name not in worded:
        return Row(entry, entry.title, [entry.subtitle] if entry.subtitle else [], str(kind.label), kind.icon)
    now: registry.Shown | None = worded[kind.name].get(entry.object_id)
    return Row(entry, now.title, now.parts, now.label, now.icon, now.at) if now else None
