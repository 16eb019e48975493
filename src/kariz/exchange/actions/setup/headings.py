"""Headings of a list of deals that are words of stages: they stand in a column, which says where the rows below stand."""

from __future__ import annotations

from functools import partial

from kariz.exchange.models import Import
from kariz.exchange.queries.known.tables import table_of
from kariz.pipeline.models import Pipeline, Stage
from kariz.reading.deals.ends_said import WORDED
from kariz.reading.deals.stages import is_word, match
from kariz.reading.layout import headed


def look(one: Import) -> None:
    """Propose so where no column says the stage; the column can be left out like any other."""
    if one.kind != Import.Kind.DEALS or {*WORDED, "id"} & set(one.mapping.values()):
        return
    first = Pipeline.objects.filter(archived_at=None).first()
    stages = list(Stage.objects.filter(pipeline=first, retired_at=None).order_by("position", "pk"))
    asides = one.layout.get("asides", {})
    said = partial(is_word, stages=stages), partial(match, stages=stages)
    if found := headed.look(table_of(one).rows(), asides, *said):
        one.layout, one.columns = headed.keep(one.layout, one.columns, found)
        one.mapping = one.mapping | {headed.column_of(one.layout, one.columns): "stage"}
