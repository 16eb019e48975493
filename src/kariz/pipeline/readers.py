"""What happens to people, companies and files may be what a stage asks of a deal: its kept facts follow the log."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from django.db.models import Q

from kariz.access.models import User
from kariz.events.actions import log
from kariz.events.actor import SYSTEM, Actor
from kariz.events.models import Event
from kariz.events.registry import register_reader
from kariz.pipeline.actions.refresh import refresh
from kariz.pipeline.actions.work import advance_if_ready
from kariz.pipeline.models import CommitteeMember, Deal

FILES = ("file.created", "file.deleted", "file.restored")
PEOPLE = tuple(
    f"{kind}.{what}" for kind in ("contact", "company") for what in ("changed", "deleted", "restored")
)


def register() -> None:
    """Called once when the application starts."""
    register_reader("deal facts", keep_facts, verbs=FILES + PEOPLE)


def keep_facts(events: Sequence[Event]) -> None:
    """Refresh the open deals that these events touch; one that is ready then goes on by itself."""
    actors: dict[int, int | None] = {}
    for event in events:
        for pk in _deals_of(event):
            actors[pk] = event.actor_id
    groups: dict[int, list[Deal]] = defaultdict(list)
    rows = Deal.objects.filter(pk__in=actors, on_board=True, deleted_at=None)
    related = rows.select_related("stage", "pipeline", "company", "contact")
    for deal in related.select_for_update(of=("self",)).order_by("pk"):
        groups[deal.pipeline_id].append(deal)
    people = User.objects.in_bulk({pk for pk in actors.values() if pk is not None})
    for deals in groups.values():
        _refresh(deals, {deal.pk: people.get(actors[deal.pk] or 0, SYSTEM) for deal in deals})


def _refresh(deals: list[Deal], by: dict[int, Actor]) -> None:
    before = {deal.pk: deal.missing for deal in deals}
    refresh(deals)
    changed = [deal for deal in deals if deal.missing != before[deal.pk]]
    log.append_many([log.Draft(None, "deal.refreshed", ("deal", deal.pk), deal.pk) for deal in changed])
    for deal in changed:
        advance_if_ready(deal, by[deal.pk])


def _deals_of(event: Event) -> list[int]:
    if event.verb.startswith("file."):
        return [event.deal_id] if event.deal_id else []
    if event.subject_kind == "company":
        asked = Q(company=event.subject_id)
    else:
        seats = CommitteeMember.objects.filter(contact=event.subject_id).values("deal")
        asked = Q(contact=event.subject_id) | Q(pk__in=seats)
    return list(Deal.objects.filter(asked, on_board=True).values_list("pk", flat=True)[:1000])
