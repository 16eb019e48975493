"""Calls and other work with the customer of a deal that belongs to no deal, as a list of calls brings it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from kariz.access.models import User
from kariz.pipeline.models import Activity, Deal
from kariz.pipeline.queries.spoken_of import marked

SHOWN = 5


@dataclass(frozen=True, slots=True)
class Beside:
    """One of them, and whose it is: the person or the company that the deal has as well."""

    activity: Activity
    whose: Any


def without_deal(deal: Deal, user: User) -> QuerySet[Activity]:
    """What the user sees of it, with the company or the contact of the deal, the latest first."""
    theirs = Q(pk__in=[])
    if deal.company_id:
        theirs |= Q(company=deal.company_id)
    if deal.contact_id:
        theirs |= Q(contact=deal.contact_id)
    rows: QuerySet[Activity] = Activity.objects.visible_to(user)
    at = Coalesce("done_at", "due_at", "created_at")
    return rows.filter(theirs, deal=None, deleted_at=None).order_by(at.desc(), "-id")


def beside(deal: Deal, user: User) -> list[Beside]:
    """The last few for the deal's page, in one query; none without a customer."""
    if not (deal.company_id or deal.contact_id):
        return []
    rows = marked(without_deal(deal, user)).select_related("owner")[:SHOWN]
    return [Beside(one, _whose(one, deal)) for one in rows]


def _whose(activity: Activity, deal: Deal) -> Any:
    """Neither may name a person."""
    same = deal.contact_id is not None and activity.contact_id == deal.contact_id
    return deal.contact if same else deal.company
