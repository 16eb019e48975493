"""What other lists have said of the deals of a list."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.db.models import QuerySet

from kariz.exchange.models import Import, ImportRow
from kariz.reading.deals.ends_said import WORDED
from kariz.reading.rows.cell_marks import mark, mark_at
from kariz.reading.rows.settings import WITHIN


def said_places(deals: Collection[int], one: Import) -> dict[int, frozenset[str]]:
    """{deal: the stages and outcomes that rows of lists with other columns, in this set or before, named for it}"""
    rows = list(_rows(deals, one).exclude(cell_marks="").values_list("of", "result_id", "cell_marks"))
    lists = Import.objects.only("columns", "mapping", "options").in_bulk({of for of, _deal, _marks in rows})
    meant = {of: list(_meanings(lists[of])) for of in lists}
    found: dict[int, set[str]] = {}
    for of, deal, marks in rows:
        if deal is not None:
            for place, meanings in meant[of]:
                found.setdefault(deal, set()).update(meanings.get(mark_at(marks, place), ()))
    return {deal: frozenset(places) for deal, places in found.items()}


def _meanings(one: Import) -> Iterator[tuple[int, dict[str, set[str]]]]:
    """Of each column that says where deals stand: {mark of a word: what it means}."""
    meanings: dict[str, set[str]] = {}
    for word, meaning in one.options.get("stages", {}).items():
        meanings.setdefault(mark(word.rpartition(WITHIN)[2]), set()).add(meaning)
    for place, column in enumerate(one.columns):
        if one.mapping.get(column) in WORDED:
            yield place, meanings


def spoken_of(deals: Collection[int], one: Import) -> set[int]:
    """Those of the deals that a list with other columns, in this set or before, has made or changed."""
    found = _rows(deals, one).values_list("result_id", flat=True) if deals else ()
    return {pk for pk in found if pk is not None}


def _rows(deals: Collection[int], one: Import) -> QuerySet[ImportRow]:
    written = (ImportRow.Action.CREATED, ImportRow.Action.UPDATED)
    rows = ImportRow.objects.filter(result_kind="deal", result_id__in=deals, taken_back=False)
    rows = rows.filter(action__in=written, of__kind=one.kind).exclude(of=one.pk)
    return rows.exclude(of__columns=one.columns)
