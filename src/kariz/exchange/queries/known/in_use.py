"""Whether companies and people whom an import brought are in use by what does not go with it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from kariz.events.models import Event
from kariz.exchange.models import Import
from kariz.exchange.queries.known.touches import by_others
from kariz.people.models import Contact
from kariz.pipeline.models import Activity, CommitteeMember, Deal


@dataclass(frozen=True, slots=True)
class Leaving:
    """What goes with the import, but is here still: it holds nobody."""

    deals: QuerySet[Deal] = field(default_factory=Deal.objects.none)
    work: QuerySet[Event] = field(default_factory=Event.objects.none)
    """What told of activities that it made."""
    people: Collection[int] = ()


def touched_people(one: Import, kind: str, ids: Sequence[int]) -> set[int]:
    """Those of the companies or people with which anything happened outside this import."""
    others = by_others(Event.objects.filter(subject_kind=kind, subject_id__in=ids), one.batch)
    return set(others.values_list("subject_id", flat=True))


def used_by_records(kind: str, ids: Sequence[int], one: Import, leaving: Leaving | None = None) -> set[int]:
    """Those that a living deal, activity or contact still names; who reports to them and goes with them holds nobody."""
    living_deals = Deal.objects.filter(deleted_at=None)
    # What was planned for a deal in the bin holds nobody.
    living_work = Activity.objects.filter(deleted_at=None, deal__deleted_at=None)
    seats = CommitteeMember.objects.filter(contact__in=ids, deal__deleted_at=None)
    if leaving is not None:
        living_deals = living_deals.exclude(pk__in=leaving.deals.values("pk"))
        living_work = living_work.exclude(pk__in=leaving.work.values("subject_id"))
        living_work = living_work.exclude(deal__in=leaving.deals.values("pk"))
        seats = seats.exclude(deal__in=leaving.deals.values("pk"))
    deals: Any = living_deals.filter(**{f"{kind}__in": ids}).values_list(f"{kind}_id", flat=True)
    if kind == "contact":
        met = Activity.participants.through.objects.filter(
            contact_id__in=ids, activity__in=living_work.values("pk")
        )
        spoken = living_work.filter(contact__in=ids)
        return set(deals).union(
            seats.values_list("contact_id", flat=True),
            met.values_list("contact_id", flat=True),
            spoken.values_list("contact_id", flat=True),
            _superiors(ids, one, leaving),
        )
    staff = Contact.objects.filter(company__in=ids, deleted_at=None).values_list("pk", "company_id")
    people = [firm for pk, firm in staff if leaving is None or pk not in leaving.people]
    work = living_work.filter(company__in=ids).values_list("company_id", flat=True)
    return set(deals) | {pk for pk in (*people, *work) if pk}


def _superiors(ids: Sequence[int], one: Import, leaving: Leaving | None) -> set[int]:
    """Of the contacts those to whom somebody reports who stays."""
    below = dict(
        Contact.objects.filter(reports_to__in=ids, deleted_at=None).values_list("pk", "reports_to_id")
    )
    made = Event.objects.filter(batch=one.batch, verb="contact.created", subject_id__in=below)
    going = set(made.values_list("subject_id", flat=True))
    going -= set() if one.takes_changed else touched_people(one, "contact", sorted(going))
    # Who is used stays, and then so does whom they report to, all the way up.
    going -= used_by_records("contact", sorted(going), one, leaving) if going else set()
    return {head for pk, head in below.items() if pk not in going}
