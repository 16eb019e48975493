"""Activities of an import that hang on nothing: they stand on no record's page, so the import's own page leads to them."""

from __future__ import annotations

from django.db.models import QuerySet

from kariz.access.models import User
from kariz.exchange.models import Import
from kariz.pipeline.models import Activity
from kariz.pipeline.queries.agenda import loose_activities


def loose_of(one: Import, user: User) -> QuerySet[Activity]:
    """Those that the user may see."""
    rows = one.rows.filter(result_kind="activity", taken_back=False)
    return loose_activities(user).filter(pk__in=rows.values("result_id"))
