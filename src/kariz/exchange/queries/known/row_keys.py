"""Rows of a list without numbers by their customer, title and day: they are the deals that they were, whatever else they say
by now, and however few rows the list has."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from django.db.models import QuerySet

from kariz.exchange.models import Import, ImportRow
from kariz.reading.cells.cells import Cell
from kariz.reading.cells.values import read_text
from kariz.reading.rows.cell_marks import BLANK, mark, mark_at

NAMING = (("company", "contact"), ("title",), ("created_at",))
"""The customer is the first of these that the list has."""
Key = tuple[str, ...]


def by_keys(
    one: Import,
    rows: Iterable[tuple[int, Sequence[Cell]]],
    fresh: Collection[int],
    before: QuerySet[ImportRow],
    earlier: Sequence[int],
) -> dict[int, int]:
    """{number of a fresh row: id of its deal}; `before`: rows of a list whose columns stand at these places of this one.
    Nothing is said of what two rows of the list, or two deals, are called."""
    places = _places(one)
    if not places or not set(places) <= set(earlier):
        return {}
    former = [earlier.index(at) for at in places]
    here: dict[Key, set[int]] = {}
    for number, cells in rows:
        if key := _key([mark(read_text(cells[at])) if at < len(cells) else BLANK for at in places]):
            here.setdefault(key, set()).add(number)
    wanted = {key: next(iter(numbers)) for key, numbers in here.items() if len(numbers) == 1}
    deals: dict[Key, set[int]] = {}
    for marks, pk in before.exclude(cell_marks="").values_list("cell_marks", "result_id"):
        key = _key([mark_at(marks, at) for at in former])
        if key in wanted and wanted[key] in fresh and pk:
            deals.setdefault(key, set()).add(pk)
    return {wanted[key]: next(iter(found)) for key, found in deals.items() if len(found) == 1}


def _places(one: Import) -> list[int]:
    """Of the columns that name a deal; none where the list lacks one of them."""
    places = []
    for names in NAMING:
        held = [
            [at for at, column in enumerate(one.columns) if one.mapping.get(column) == name] for name in names
        ]
        first = next(filter(None, held), [])
        if not first:
            return []
        places += first
    return places


def _key(marks: Sequence[str]) -> Key:
    """Empty for a row that leaves out one of them."""
    return () if BLANK in marks else tuple(marks)
