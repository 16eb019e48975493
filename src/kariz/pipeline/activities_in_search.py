"""Activities come and go with their deals, and are found by the names of what they belong to: within about a second.

What is done with an activity itself renews its entry at once; who sees it is asked again for every search.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from kariz.events.models import Event
from kariz.events.registry import register_reader
from kariz.pipeline.found_activities import KIND
from kariz.pipeline.models import Activity
from kariz.pipeline.queries.findable import findable
from kariz.records.actions import bin
from kariz.records.models import WorkEntry
from kariz.records.search import index

WITH_DEALS = [
    f"deal.{what}"
    for what in (
        "changed",
        "moved",
        "won",
        "lost",
        "rested",
        "closing_corrected",
        "reopened",
        "woken",
        "handed_over",
        "deleted",
        "restored",
        "merged",
        "stage_merged",
    )
]
NAMED = [f"{kind}.{what}" for kind in ("contact", "company") for what in ("changed", "merged", "separated")]
CHANGED = ("contact.changed", "company.changed", "deal.changed")
RENAMING = {"contact": {"name"}, "company": {"name"}, "deal": {"title", "company", "contact"}}
"""Fields of what an activity belongs to whose change is one of how it is found."""
AT_ONCE = 500


def register() -> None:
    """Called once when the application starts."""
    register_reader("activities in search", renew, verbs=WITH_DEALS + NAMED)
    bin.register_gone_listener(forget_names)


def renew(events: Sequence[Event]) -> None:
    """Renew all activities of what is called otherwise now, and of deals those that came, went or changed hands."""
    named: dict[str, set[int]] = {kind: set() for kind in RENAMING}
    deals: set[int] = set()
    for event in events:
        if event.subject_kind == "deal":
            deals.add(event.subject_id)
        if event.subject_kind in named and _may_be_called_otherwise(event):
            named[event.subject_kind].add(event.subject_id)
    renewed: set[int] = set()
    for kind, ids in named.items():
        renewed |= _renew_all({f"{kind}__in": ids}) if ids else set()
    for part in _parts(deals - named["deal"]):
        _renew({pk for pk in _changed(part) if pk not in renewed})


def forget_names(kind: str, ids: Sequence[int]) -> None:
    """People and companies that are removed for good leave their activities without a name to be found by."""
    if kind in ("contact", "company"):
        rows = Activity.objects.filter(**{f"{kind}__in": ids})
        theirs = list(rows.values_list("pk", flat=True))
        rows.update(**{kind: None})
        _renew(theirs)


def _may_be_called_otherwise(event: Event) -> bool:
    """A merge may bring another name. What is to be done for a deal is with its customers, too."""
    if event.verb.startswith(CHANGED):
        return not RENAMING[event.subject_kind].isdisjoint(event.changes)
    return event.subject_kind != "deal"


def _changed(deals: Collection[int]) -> set[int]:
    """Activities of these deals whose entry is missing, out of date in whose they are, or there for nothing."""
    theirs = Activity.objects.filter(deal__in=deals)
    kept = WorkEntry.objects.filter(kind=KIND, object_id__in=theirs.values("pk"))
    there = set(kept.values_list("object_id", "owner_id"))
    wanted = set(findable().filter(deal__in=deals).values_list("pk", "owner_id"))
    return {pk for pk, _owner in there ^ wanted}


def _renew_all(of: dict[str, Any]) -> set[int]:
    rows = Activity.objects.filter(**of).order_by("pk")
    ids = list(rows.values_list("pk", flat=True))
    _renew(ids)
    return set(ids)


def _renew(ids: Iterable[int]) -> None:
    for part in _parts(ids):
        # Who changes one of them at this moment writes its entry as well: one after the other, so that it is there once.
        locked = Activity.objects.filter(pk__in=part).select_for_update().order_by("pk")
        index.refresh_many(KIND, list(locked.values_list("pk", flat=True)))


def _parts(ids: Iterable[int]) -> Iterator[list[int]]:
    wanted = sorted(ids)
    for start in range(0, len(wanted), AT_ONCE):
        yield wanted[start : start + AT_ONCE]
