"""Who gave people their numbers and addresses: lists that came in, or somebody here."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from kariz.events.actions.undo import UNDO_BATCH
from kariz.events.models import Event
from kariz.exchange.queries.known.touches import OF_IMPORTS
from kariz.people import normal


@dataclass(slots=True)
class Came:
    """Normal forms that were given `here`, and by `lists`; what nobody tells of is of who made the person."""

    here: set[str] = field(default_factory=set)
    lists: set[str] = field(default_factory=set)
    made_here: bool = True

    def typed(self, numbers: set[str]) -> set[str]:
        """Those of the numbers that somebody typed here, and no list brought."""
        return numbers & self.here | (numbers - self.lists if self.made_here else set())


def points_came(people: Collection[int]) -> dict[int, Came]:
    events = Event.objects.filter(subject_kind="contact", subject_id__in=list(people), undone_by_id=None)
    found = {pk: Came() for pk in people}
    # What an undo puts back is of who gave it, not of who took the list back.
    events = events.exclude(batch__startswith=UNDO_BATCH)
    rows = events.order_by("pk").values_list("subject_id", "verb", "batch", "changes")
    for pk, verb, batch, changes in rows:
        if pk is None:
            continue
        of_list, came = batch.startswith(OF_IMPORTS), found[pk]
        came.made_here = came.made_here and not (verb == "contact.created" and of_list)
        was, now = changes.get("points", ((), ()))
        (came.lists if of_list else came.here).update({*map(normal_of, now)} - {*map(normal_of, was)})
    return found


def normal_of(point: Mapping[str, Any]) -> str:
    return normal.point(point["kind"], point["value"]) or ""
