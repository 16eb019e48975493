"""Deals and activities as what somebody has."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Q
from django.utils.translation import ngettext

from kariz.access.belongings import Belongings, register
from kariz.localisation.templatetags.kariz import in_digits
from kariz.pipeline.actions import activity_owners, deal_changes
from kariz.pipeline.models import Activity, Deal
from kariz.web.changes import Change, Outcome


def register_all() -> None:
    """Called once when the application starts."""
    register(Belongings("deal", lambda: Deal.objects.filter(deleted_at=None), _deals, _deals_counted))
    register(Belongings("activity", _living, _activities, _activities_counted))


def _living() -> Any:
    return Activity.objects.filter(Q(deal=None) | Q(deal__deleted_at=None), deleted_at=None)


def _deals(records: Sequence[Deal], to: Any, by: Any) -> list[Outcome]:
    return deal_changes.change_many(changes=[Change(deal, {"owner": to}) for deal in records], by=by)


def _activities(records: Sequence[Activity], to: Any, by: Any) -> list[Outcome]:
    return activity_owners.give(activities=records, to=to, by=by)


def _deals_counted(count: int) -> str:
    return ngettext("%(count)s deal", "%(count)s deals", count) % {"count": in_digits(count)}


def _activities_counted(count: int) -> str:
    return ngettext("%(count)s activity", "%(count)s activities", count) % {"count": in_digits(count)}
