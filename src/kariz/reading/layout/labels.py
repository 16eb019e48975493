"""Tables that say what the numbers of stages and pipelines are called: other files of their set only give the numbers."""

from __future__ import annotations

from itertools import islice

from kariz.localisation.text import squash
from kariz.reading.cells.values import read_line
from kariz.reading.layout.tables import Table

NUMBERS = ("stage_id", "pipeline_id", "dealstage", "internal value", "stage internal id")
LABELS = ("label", "stage label", "pipeline label", "stage name", "name")
MOST = 500
WIDEST = 20
"""Columns; a table of deals has a number and a name as well, and more."""


def labels_of(table: Table) -> dict[str, str]:
    """{number: what it is called}, or nothing for a table of anything else."""
    places = {squash(column): place for place, column in enumerate(table.columns)}
    number = next((places[key] for name in NUMBERS if (key := squash(name)) in places), None)
    label = next((places[key] for name in LABELS if (key := squash(name)) in places), None)
    if number is None or label is None or len(places) > WIDEST or squash("deal_id") in places:
        return {}
    found = {}
    for _row, cells in islice(table.rows(), MOST):
        if (
            max(number, label) < len(cells)
            and (key := read_line(cells[number]))
            and (text := read_line(cells[label]))
        ):
            found[key[:200]] = text[:200]
    return found
