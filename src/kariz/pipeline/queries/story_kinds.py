"""What a timeline can be narrowed to, and which of its lines stand together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kariz.events.registry import verbs
from kariz.web.errors import DomainError

if TYPE_CHECKING:
    from kariz.pipeline.queries.deal_story import Line

UNDONE = ".undone"
ALONG = "along"
"""In the data of a deal's change: the activities that went to its new owner with it."""
GIVEN = "given"
"""The same: the activities that got the deal's new contact, as they had none."""
PRICES = "prices"
"""The same: {line: [price before, price after]} of its products, where they were counted anew with its currency."""
VALUES = ("deal.changed", "deal.lines", "deal.ticked", "deal.unticked")
KINDS: dict[str, tuple[Any, tuple[str, ...]]] = {
    "moves": (_("Moves"), ("deal.",)),
    "activities": (_("Activities"), ("activity.",)),
    "comments": (_("Notes"), ("comment.", "file.")),
    "values": (_("Values"), (*VALUES, "obstacle.")),
    "people": (_("People"), ("committee.",)),
}
"""Name → what it is called, and how its verbs begin: files stand with comments, obstacles with values. "moves" has of
a deal's own verbs those that are no values."""

SMALL = (*VALUES, "committee.", "activity.changed")
"""Verbs of changes that are read as one when one person makes many in a row."""
FEWEST, WITHIN = 3, timedelta(minutes=30)


class UnknownVerb(DomainError):
    """`verb` names nothing that a deal's timeline holds."""

    code = "unknown_verb"
    status = 400


def narrowed(text: str) -> Q:
    """The events of the kinds and verbs that `text` names, comma between them; all when it is empty.

    Raises UnknownVerb.
    """
    wanted: set[str] = set()
    for name in filter(None, (part.strip() for part in text.split(","))):
        found = _verbs_of(name)
        if not found:
            raise UnknownVerb(
                _("Narrow to some of: %(names)s, or to a verb such as deal.moved.")
                % {"names": ", ".join(KINDS)},
                field="verb",
            )
        wanted |= found
    return Q(verb__in=sorted(wanted | {f"{name}{UNDONE}" for name in wanted})) if wanted else Q()


def _verbs_of(name: str) -> set[str]:
    known = verbs()
    if name not in KINDS:
        return {name} & known.keys()
    own = KINDS[name][1]
    found = {verb for verb in known if verb.startswith(own)}
    return found - set(VALUES) if name == "moves" else found


@dataclass(frozen=True, slots=True)
class Group:
    """Lines that stand together, newest first; mostly a single one."""

    lines: list[Line]

    @property
    def first(self) -> Line:
        return self.lines[0]

    @property
    def labels(self) -> list[str]:
        """What was done, each once."""
        return list(dict.fromkeys(line.label for line in self.lines))


def grouped(lines: Sequence[Line]) -> list[Group]:
    """Many small changes of one person in a row become one group; everything else stands for itself."""
    rows: list[list[Line]] = []
    for line in lines:
        if rows and _together(rows[-1][-1], line):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [
        group
        for row in rows
        for group in ([Group(row)] if len(row) >= FEWEST else [Group([line]) for line in row])
    ]


def _together(newer: Line, older: Line) -> bool:
    return (
        newer.event.actor_id == older.event.actor_id
        and newer.event.verb.startswith(SMALL)
        and older.event.verb.startswith(SMALL)
        and newer.event.at - older.event.at <= WITHIN
    )
