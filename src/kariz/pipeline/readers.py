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
from kariz.people.registry import register_fit_listener
from kariz.pipeline.actions.refresh import refresh
from kariz.pipeline.actions.work import advance_if_ready
from kariz.pipeline.models import CommitteeMember, Criterion, Deal
from kariz.pipeline.rules.criteria import MATCHES

FILES = ("file.created", "file.deleted", "file.restored")
PEOPLE = tuple(
    f"{kind}.{what}"
    for kind in ("contact", "company")
    for what in ("changed", "deleted", "restored", "merged", "separated")
)


def register() -> None:
    """Called once when the application starts."""
    register_reader("deal facts", keep_facts, verbs=FILES + PEOPLE)
    register_fit_listener(keep_judged)


def keep_judged(kind: str, ids: Sequence[int]) -> None:
    """Refresh the open deals of these companies or contacts, whose match changed, where their stage may ask for it."""
    asking = Criterion.objects.filter(kind__in=(MATCHES, "rule"), retired_at=None).values("stage_id")
    rows = Deal.objects.filter(**{f"{kind}__in": ids}, stage__in=asking)
    _keep(dict.fromkeys(rows.filter(on_board=True).values_list("pk", flat=True)))


def keep_facts(events: Sequence[Event]) -> None:
    """Refresh the open deals that these events touch; one that is ready then goes on by itself."""
    _keep(_touched(events))


def _keep(actors: dict[int, int | None]) -> None:
    """{deal: who did what touches it}."""
    if not actors:
        return
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


def _touched(events: Sequence[Event]) -> dict[int, int | None]:
    """{deal: who did the last thing that touches it}, in two queries however many the events."""
    by: dict[str, dict[int, int | None]] = {"deal": {}, "contact": {}, "company": {}}
    for event in events:
        if event.deal_id:
            by["deal"][event.deal_id] = event.actor_id
        elif event.subject_kind in by:
            by[event.subject_kind][event.subject_id] = event.actor_id
    actors = by["deal"]
    people, firms = by["contact"], by["company"]
    asked = Deal.objects.filter(Q(contact__in=people) | Q(company__in=firms), on_board=True)
    for pk, contact, company in asked.values_list("pk", "contact_id", "company_id"):
        actors[pk] = people.get(contact or 0) or firms.get(company or 0)
    seats = CommitteeMember.objects.filter(contact__in=people).values_list("deal_id", "contact_id")
    return {deal: people[contact] for deal, contact in seats} | actors
