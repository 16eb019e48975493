"""Which deals the table shows, and what they come to."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from kariz.access.models import User
from kariz.pipeline.models import Deal, Outcome, Stage
from kariz.pipeline.queries.lists import Asked
from kariz.pipeline.queries.uncounted import Apart, sums, together
from kariz.pipeline.rules.weighing import weighted


@dataclass(frozen=True, slots=True)
class Totals:
    count: int
    total: int
    weighted: int
    uncounted: Apart


def table_deals(user: User, asked: Asked) -> QuerySet[Deal]:
    """Deals on the board, unless the filter asks for an outcome of its own."""
    deals = asked.deals(user)
    asks_outcome = asked.raw is not None and (
        any(name.startswith("outcome") for name in asked.raw) or '"outcome"' in asked.raw.get("f", "")
    )
    return deals if asks_outcome else deals.filter(on_board=True)


def totals_of(deals: QuerySet[Deal]) -> Totals:
    """Over all deals of the list, grouped by stage in one query; what is weighted is weighed by the stage's odds."""
    # The pipeline leads, as it leads the index that holds all of this in order.
    keys = ("pipeline_id", "stage_id", "outcome")
    rows = list(sums(deals, *keys))
    found = [row for row in rows if not row["said"]]
    apart = together(((row["said"], row["total"]),) for row in rows if row["said"])
    odds = dict(Stage.objects.filter(pk__in={row["stage_id"] for row in found}).values_list("pk", "prior"))
    chance = {Outcome.WON.value: 100, Outcome.LOST.value: 0, Outcome.RESTING.value: 0}
    return Totals(
        sum(row["n"] for row in found),
        sum(row["total"] for row in found),
        sum(weighted(row["total"], chance.get(row["outcome"], odds[row["stage_id"]])) for row in found),
        apart,
    )
