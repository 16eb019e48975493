"""Remarks in a list in which each row is a company with somebody there: «چک برگشتی داشت» and "pays late" are said of it,
unless the header says of whom."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping, Sequence

from kariz.localisation.text import squash
from kariz.reading.cells.cells import Cell
from kariz.reading.cells.keys import keys_of
from kariz.reading.columns.settling import PERSON

FIELD = "company_notes"
_REMARKS = keys_of(
    "note|notes|remark|remarks|comment|comments|description|info|more info|further info|other info|background|misc|history|"
    "توضیح|توضیحات|ملاحظات|یادداشت|یادداشت ها|شرح|نکته|نکات|سابقه|سوابق"
)
FEWEST, DIFFERENT = 2, 0.9
"""Rows, and how many of them are of another company each."""


def tell(mapping: MutableMapping[str, str], values: Mapping[str, Sequence[Cell]]) -> None:
    """`values`: {column: its cells}, in the order of the list."""
    columns = [*values]
    places = {name: columns.index(column) for column, name in mapping.items()}
    people = [places[name] for name in PERSON if name in places]
    if "company" not in places or FIELD in places or not people or places["company"] > min(people):
        return
    firms = [squash(str(cell)) for cell in values[columns[places["company"]]]]
    if len(firms) < FEWEST or len(set(firms)) < DIFFERENT * len(firms):
        return
    for column, name in mapping.items():
        if name == "notes" and squash(column) in _REMARKS:
            mapping[column] = FIELD
