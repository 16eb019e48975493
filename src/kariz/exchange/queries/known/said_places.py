"""What other lists have said of the deals of a list."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import QuerySet

from kariz.exchange.models import Import, ImportRow
from kariz.pipeline.models import Deal
from kariz.reading.deals.ends_said import WORDED
from kariz.reading.rows.cell_marks import says
from kariz.reading.rows.settings import WITHIN


def stands_as_said(deal: Deal, one: Import) -> bool:
    """Did a row of a list with other columns, in this set or before, name the stage of the deal, or that it rests? That it
    is open names none."""
    rows = _rows([deal.pk], one).exclude(cell_marks="")
    here = {str(deal.stage_id) if deal.is_open else deal.outcome}
    return any(
        says(marks, place, word.rpartition(WITHIN)[2])
        for columns, mapping, options, marks in rows.values_list(
            "of__columns", "of__mapping", "of__options", "cell_marks"
        )
        for place, column in enumerate(columns)
        if mapping.get(column) in WORDED
        for word, meaning in options.get("stages", {}).items()
        if meaning in here
    )


def spoken_of(deals: Collection[int], one: Import) -> set[int]:
    """Those of the deals that a list with other columns, in this set or before, has made or changed."""
    found = _rows(deals, one).values_list("result_id", flat=True) if deals else ()
    return {pk for pk in found if pk is not None}


def _rows(deals: Collection[int], one: Import) -> QuerySet[ImportRow]:
    written = (ImportRow.Action.CREATED, ImportRow.Action.UPDATED)
    rows = ImportRow.objects.filter(result_kind="deal", result_id__in=deals, taken_back=False)
    rows = rows.filter(action__in=written, of__kind=one.kind).exclude(of=one.pk)
    return rows.exclude(of__columns=one.columns)
