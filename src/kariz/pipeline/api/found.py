"""Looking things up for the acting user: what they may not see is not there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from kariz.access.models import User
from kariz.people.models import Company, Contact
from kariz.pipeline.models import Activity, Deal, Obstacle, Pipeline, Product, Stage
from kariz.web.errors import FieldErrors, NotFound


def visible_deal(user: Any, deal_id: int) -> Deal:
    """Raises NotFound."""
    return one(visible_deals(user), deal_id)


def visible_deals(user: Any) -> QuerySet[Deal]:
    return Deal.objects.visible_to(user).select_related("stage", "pipeline")


def visible_activities(user: Any) -> QuerySet[Activity]:
    """Those that still are to be done, or were: what was planned for a deal in the bin lies there with it."""
    rows = Activity.objects.filter(Q(deal=None) | Q(deal__deleted_at=None), deleted_at=None).visible_to(user)
    return rows.select_related("deal").prefetch_related("participants")


def visible_obstacles(user: Any) -> QuerySet[Obstacle]:
    deals = Deal.objects.filter(deleted_at=None).visible_to(user)
    return Obstacle.objects.filter(deal__in=deals).select_related("deal")


def one(rows: QuerySet[Any], pk: int) -> Any:
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NotFound
    return found


def referred(user: Any, values: dict[str, Any]) -> dict[str, Any]:
    """Ids in a body as records. Raises FieldErrors naming every field whose record the user cannot see."""
    sources: dict[str, QuerySet[Any]] = {
        "company": Company.objects.filter(deleted_at=None).visible_to(user),
        "contact": Contact.objects.filter(deleted_at=None).visible_to(user),
        "owner": User.objects.filter(is_active=True),
        "deal": Deal.objects.filter(deleted_at=None).visible_to(user),
        "pipeline": Pipeline.objects.filter(archived_at=None),
        "stage": Stage.objects.filter(retired_at=None, pipeline__archived_at=None).select_related("pipeline"),
        "product": Product.objects.filter(retired_at=None),
    }
    errors: dict[str, list[Any]] = {}
    for name in sources.keys() & values.keys():
        if values[name] is None:
            continue
        pk, values[name] = values[name], sources[name].filter(pk=values[name]).first()
        if values[name] is None:
            errors[name] = [_("There is no such record %(id)s, or you may not see it.") % {"id": pk}]
    if errors:
        raise FieldErrors(errors)
    return values


def contacts(user: Any, ids: Sequence[int], field: str = "participants") -> list[Contact]:
    found = list(Contact.objects.filter(pk__in=ids, deleted_at=None).visible_to(user))
    if len(found) != len(set(ids)):
        raise FieldErrors({field: [_("Some of these people do not exist, or you may not see them.")]})
    return found
