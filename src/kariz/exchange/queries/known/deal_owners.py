"""Whose the deals of companies and people are."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet

from kariz.access.models import User
from kariz.events.models import Event
from kariz.people.models import Company, Contact
from kariz.pipeline.models import CommitteeMember, Deal, Outcome


@dataclass(slots=True)
class Deals:
    """Those that one person has with a company or somebody."""

    open: int = 0
    last_open: date = date.min
    all: int = 0
    last: date = date.min

    @property
    def weight(self) -> tuple[int, date, int, date]:
        """The most open ones, then the latest of them; without open ones, of all."""
        return self.open, self.last_open, self.all, self.last


Owners = dict[int, dict[int, Deals]]
"""{record: {owner: their deals with it}}"""


def of_companies(ids: Collection[int], by: User) -> Owners:
    """Of deals that they see. One query."""
    found: Owners = {}
    _add(found, Deal.objects.visible_to(by).filter(company__in=ids), "company", "", by)
    return found


def of_people(ids: Collection[int], by: User) -> Owners:
    """Of deals with them, and of those in whose committee they sit: two queries."""
    found: Owners = {}
    seen = Deal.objects.visible_to(by)
    _add(found, seen.filter(contact__in=ids), "contact", "", by)
    seats = CommitteeMember.objects.filter(contact__in=ids, deal__in=seen).exclude(deal__contact=F("contact"))
    _add(found, seats, "contact", "deal__", by)
    return found


def companies_of_others(deals: QuerySet[Deal]) -> set[int]:
    """Those companies of the deals that have a deal, of these or another, which is not their owner's: nobody else could
    have the most of any other. One query."""
    theirs = _not_of("company", OuterRef("pk"))
    firms = Company.objects.filter(
        theirs, owner__isnull=False, pk__in=deals.exclude(company=None).values("company_id")
    )
    return set(firms.order_by().values_list("pk", flat=True))


def people_of_others(deals: QuerySet[Deal]) -> set[int]:
    """The same of those who are in the deals, sit in their committees, or work where they are with. Three queries."""
    own = _not_of("contact", OuterRef("pk"))
    seats = CommitteeMember.objects.filter(contact=OuterRef("pk"), deal__deleted_at=None)
    seat = Exists(seats.exclude(deal__owner=OuterRef("owner")))
    firm = _not_of("company", OuterRef("company"))
    found: set[int] = set()
    for among in (
        Q(pk__in=deals.exclude(contact=None).values("contact_id")),
        Q(pk__in=CommitteeMember.objects.filter(deal__in=deals.values("pk")).values("contact_id")),
        Q(company__in=deals.exclude(company=None).values("company_id")),
    ):
        people = Contact.objects.filter(among, own | seat | firm, owner__isnull=False)
        found.update(people.order_by().values_list("pk", flat=True))
    return found


def with_earlier_deals(kind: str, ids: Collection[int], batch: str, by: User) -> set[int]:
    """Those of the companies, or people and where they work, that have a deal which that import did not bring, and which
    this person sees."""
    brought = Event.objects.filter(batch=batch, verb="deal.created", subject_id=OuterRef("pk"))
    earlier = Deal.objects.visible_to(by).filter(~Exists(brought), deleted_at=None)
    own = Exists(earlier.filter(**{kind: OuterRef("pk")}))
    if kind == "company":
        rows: QuerySet[Any] = Company.objects.filter(own, pk__in=ids)
    else:
        rows = Contact.objects.filter(own | Exists(earlier.filter(company=OuterRef("company"))), pk__in=ids)
    return set(rows.order_by().values_list("pk", flat=True)) if ids else set()


def _not_of(kind: str, record: OuterRef) -> Exists:
    """It has a deal outside the bin whose owner, if any, is not the record's."""
    deals = Deal.objects.filter(**{kind: record}, deleted_at=None, owner__isnull=False)
    return Exists(deals.exclude(owner=OuterRef("owner")))


def best(found: dict[int, Deals], now: int | None) -> int | None:
    """Whose deals weigh most; whoever has the record already where nobody's weigh more. None without any."""
    if not found:
        return None
    most = max(one.weight for one in found.values())
    owners = sorted(owner for owner, one in found.items() if one.weight == most)
    return now if now in owners else owners[0]


def _add(found: Owners, rows: Any, kind: str, deal: str, by: User) -> None:
    """Deals outside the bin, of people who may own something and to whom they may give it."""
    rows = rows.filter(**{f"{deal}deleted_at": None, f"{deal}owner__is_active": True})
    is_open = Q(**{f"{deal}outcome": Outcome.OPEN})
    counted = rows.order_by().values_list(f"{kind}_id", f"{deal}owner_id")
    counted = counted.annotate(
        n_open=Count("pk", filter=is_open),
        last_open=Max(f"{deal}created_at", filter=is_open),
        n_all=Count("pk"),
        last=Max(f"{deal}created_at"),
    )
    for record, owner, open_ones, last_open, every, last in counted:
        if owner is None or not (owner == by.pk or by.reach.covers("change", owner)):
            continue
        one = found.setdefault(record, {}).setdefault(owner, Deals())
        one.open, one.all = one.open + open_ones, one.all + every
        # By days: rows of one file come a moment after each other.
        one.last_open = max(one.last_open, last_open.date()) if last_open else one.last_open
        one.last = max(one.last, last.date())
