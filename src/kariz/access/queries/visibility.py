"""Which records a user sees and changes, as SQL. Every list starts here."""

from __future__ import annotations

from typing import Any, Literal, Self

from django.db.models import Q, QuerySet

from ..models import Membership, User

NOTHING = Q(pk__in=[])


def scope_q(user: User, kind: Literal["see", "change"], owner_field: str = "owner") -> Q:
    """The condition on records whose owner is at `owner_field` ("deal__owner"). Null owner = the pool."""
    if not getattr(user, "is_active", False):
        return NOTHING
    reach = user.reach
    mine = Q(**{f"{owner_field}__isnull": True}) | Q(**{owner_field: user.pk})
    match reach.scope(kind):
        case "all":
            return Q()
        case "team":
            colleagues = Membership.objects.filter(team_id__in=reach.team_ids).order_by().values("user_id")
            return mine | Q(**{f"{owner_field}__in": colleagues})
        case "own":
            return mine
    return NOTHING


class VisibleQuerySet(QuerySet[Any]):
    """For models with an `owner`; `owner_field` names another way to it (`owner_field = "deal__owner"`)."""

    owner_field = "owner"

    def visible_to(self, user: User) -> Self:
        return self.filter(scope_q(user, "see", self.owner_field))

    def changeable_by(self, user: User) -> Self:
        return self.filter(scope_q(user, "change", self.owner_field))
