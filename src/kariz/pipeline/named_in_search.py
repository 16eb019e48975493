"""Deals are found, and shown, by the names of their company and contact: a new name is theirs within about a second."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q

from kariz.events.models import Event
from kariz.events.registry import register_reader
from kariz.pipeline.models import Deal
from kariz.records.search import index

KINDS = ("contact", "company")
AT_ONCE = 500


def register() -> None:
    """Called once when the application starts."""
    verbs = [f"{kind}.{what}" for kind in KINDS for what in ("changed", "merged", "separated")]
    register_reader("names in search", renew, verbs=verbs)


def renew(events: Sequence[Event]) -> None:
    """Renew the entries of the deals of these people and companies, where their name may be another."""
    named: dict[str, set[int]] = {kind: set() for kind in KINDS}
    for event in events:
        if event.subject_kind in named and (
            not event.verb.startswith(f"{event.subject_kind}.changed") or "name" in event.changes
        ):
            named[event.subject_kind].add(event.subject_id)
    if not any(named.values()):
        return
    theirs = Q(contact__in=named["contact"]) | Q(company__in=named["company"])
    rows = Deal.objects.filter(theirs, deleted_at=None).select_related("company", "contact").order_by("pk")
    last = 0
    while part := list(rows.filter(pk__gt=last)[:AT_ONCE]):
        index.put("deal", part)
        last = part[-1].pk
