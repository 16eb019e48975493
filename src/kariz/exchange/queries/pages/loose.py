"""Activities of an import that hang on nothing: they stand on no record's page, so the import's own page leads to them."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Count, QuerySet

from kariz.access.models import User
from kariz.exchange.models import Import, ImportRow
from kariz.pipeline.models import Activity
from kariz.pipeline.queries.agenda import loose_activities


def loose_of(one: Import, user: User) -> QuerySet[Activity]:
    """Those that the user may see."""
    rows = one.rows.filter(result_kind="activity", taken_back=False)
    return loose_activities(user).filter(pk__in=rows.values("result_id"))


def loose_by_part(parts: Sequence[Import], user: User) -> list[tuple[Import, int]]:
    """The parts of a set that have such activities, and how many: one query."""
    rows = ImportRow.objects.filter(of__in=parts, result_kind="activity", taken_back=False)
    found = rows.filter(result_id__in=loose_activities(user).order_by().values("pk")).values("of")
    counts = dict(found.annotate(n=Count("result_id", distinct=True)).values_list("of", "n"))
    return [(part, counts[part.pk]) for part in parts if part.pk in counts]
