"""Headings of a list of deals that are words of stages: they stand in a column, which says where the rows below stand."""

from __future__ import annotations

from functools import partial

from django.utils import translation

from kariz.exchange.models import Import
from kariz.exchange.queries.known.tables import table_of
from kariz.localisation import home
from kariz.pipeline.models import Outcome, Pipeline, Stage
from kariz.reading.deals.ends_said import WORDED
from kariz.reading.deals.stages import is_word, match
from kariz.reading.layout import headed, part_ends


def look_at_parts(one: Import) -> None:
    """Where headings say how the deals below them ended, rows of those parts that name no status have that one."""
    one.layout = {name: said for name, said in one.layout.items() if name != part_ends.PART_ENDS}
    fields = {name: column for column, name in one.mapping.items()}
    column = fields.get("stage") or fields.get("outcome")
    if one.kind != Import.Kind.DEALS or "id" in fields or column not in one.columns:
        return
    asides = one.layout.get("asides", {})
    if found := part_ends.look(table_of(one).rows(), asides, one.columns.index(column), _word):
        one.layout = one.layout | {part_ends.PART_ENDS: found}


def _word(end: str) -> str:
    """As the company's lists say it, whoever brings this one: rows are known again by their cells."""
    with translation.override(home.language()):
        return str(Outcome(end).label)


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
    elif ends := part_ends.look(table_of(one).rows(), asides, 0, _word):
        found = {int(number): word for number, word in ends["rows"].items()}
        one.layout, one.columns = headed.keep(one.layout, one.columns, found)
        one.mapping = one.mapping | {headed.column_of(one.layout, one.columns): "outcome"}
