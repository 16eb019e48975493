"""What lies in the bin, of one kind, with who put it there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from kariz.access.models import User
from kariz.access.queries.visibility import scope_q
from kariz.events.models import Event
from kariz.localisation.text import fold
from kariz.people.models import Company, Contact
from kariz.pipeline.models import Activity, Deal
from kariz.pipeline.queries.lists import holding
from kariz.records.actions.bin import KEPT

SHOWN = 200
_BY_THE_WAY = Q(via="import") | Q(batch__startswith="import") | Q(batch__startswith="undo:")


@dataclass(frozen=True, slots=True)
class Binned:
    """One deleted record as the page lists it; `restore` is empty for who may not bring it back, `by` where the system
    did it."""

    name: str
    note: str
    url: str
    deleted_at: datetime
    by: str
    days_left: int
    restore: str


def listed(kind: str, user: User, q: str = "") -> list[Binned]:
    """The newest SHOWN of a kind of TELL that the user may see, whose name (or deal, company, contact) holds `q`."""
    rows = _rows(kind, user, q)
    found = list(rows.filter(deleted_at__gt=timezone.now() - KEPT).order_by("-deleted_at")[:SHOWN])
    names = _who(rows.model._meta.model_name, [one.pk for one in found])
    return [TELL[kind](one, user, names.get(one.pk, "")) for one in found]


def told_as_removed(*but: Q) -> Exists:
    """The condition on activities: their own removal was told, not only that of their stage or deal."""
    told = Event.objects.filter(
        verb="activity.removed",
        subject_kind="activity",
        subject_id=OuterRef("pk"),
        at__gte=OuterRef("deleted_at"),
    )
    return Exists(told.exclude(*but) if but else told)


def removed_by_hand() -> QuerySet[Activity]:
    """Activities that somebody removed; those that went with their stage or deal come back with that, and what an import
    or an undo took away nobody threw away."""
    return Activity.objects.filter(told_as_removed(_BY_THE_WAY), deleted_at__isnull=False)


def removed_activities(user: User) -> QuerySet[Activity]:
    """Those of them that the user may see; what belongs to a deal in the bin waits for that."""
    rows: QuerySet[Activity] = removed_by_hand().filter(scope_q(user, "see"))
    return rows.filter(Q(deal=None) | Q(deal__deleted_at=None)).select_related("deal", "company", "contact")


def _rows(kind: str, user: User, q: str) -> Any:
    if kind == "activities":
        return _activities(user, q)
    return _deals(user, q) if kind == "deals" else _people(kind, user, q)


def _activities(user: User, q: str) -> Any:
    rows = removed_activities(user)
    word = Q(name__icontains=q)
    for link in ("deal", "company", "contact"):
        word |= Q(**{f"{link}__folded__contains": fold(q)})
    return rows.filter(word) if q else rows


def _model(kind: str) -> Any:
    return Contact if kind == "contacts" else Company


def _deals(user: User, q: str) -> Any:
    rows = Deal.objects.visible_to(user).select_related("company", "stage", "owner")
    return rows.filter(holding(q)) if q else rows


def _people(kind: str, user: User, q: str) -> Any:
    rows = _model(kind).objects.binned_for(user)
    word = Q(folded__contains=fold(q))
    if kind == "contacts":
        word |= Q(company__folded__contains=fold(q))
        return rows.filter(word if q else Q()).select_related("owner", "company")
    return rows.filter(word if q else Q()).select_related("owner")


def _who(kind: str, ids: Sequence[int]) -> dict[int, str]:
    """Whoever deleted each record last, by its id."""
    verb = "activity.removed" if kind == "activity" else f"{kind}.deleted"
    events = Event.objects.filter(verb=verb, subject_kind=kind, subject_id__in=ids).order_by("id")
    actors = dict(events.exclude(actor_id=None).values_list("subject_id", "actor_id"))
    names = dict(User.objects.filter(pk__in=set(actors.values())).values_list("pk", "name"))
    return {pk: names.get(actor or 0, "") for pk, actor in actors.items()}


def _left(at: datetime) -> int:
    return max((KEPT - (timezone.now() - at)) // timedelta(days=1), 0)


def _deal(deal: Deal, user: User, by: str) -> Binned:
    note = " · ".join(filter(None, [str(deal.stage.title), deal.company.name if deal.company else ""]))
    restore = reverse("pipeline:deal_restore", args=[deal.pk]) if user.can("deal.delete", deal) else ""
    address = reverse("pipeline:deal", args=[deal.pk])
    return _binned(deal, deal.title, note, address, by, restore)


def _contact(contact: Contact, user: User, by: str) -> Binned:
    restore = (
        reverse("people:contact_restore", args=[contact.pk]) if user.can("people.delete", contact) else ""
    )
    return _binned(contact, contact.name, contact.company.name if contact.company else "", "", by, restore)


def _company(company: Company, user: User, by: str) -> Binned:
    restore = (
        reverse("people:company_restore", args=[company.pk]) if user.can("people.delete", company) else ""
    )
    return _binned(company, company.name, company.city, "", by, restore)


def _activity(activity: Activity, user: User, by: str) -> Binned:
    whose = activity.deal or activity.company or activity.contact
    note = " · ".join(filter(None, [str(activity.get_kind_display()), str(whose or "")]))
    may = user.can("activity.change", activity)
    restore = reverse("pipeline:activity_restore", args=[activity.pk]) if may else ""
    return _binned(activity, str(activity.title), note, "", by, restore)


def _binned(record: Any, name: str, note: str, address: str, by: str, restore: str) -> Binned:
    return Binned(name, note, address, record.deleted_at, by, _left(record.deleted_at), restore)


TELL: dict[str, Callable[[Any, User, str], Binned]] = {
    "deals": _deal,
    "activities": _activity,
    "contacts": _contact,
    "companies": _company,
}
