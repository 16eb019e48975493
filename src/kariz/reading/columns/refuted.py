"""What stands below a header goes before what it says: a column of days is neither what deals are called nor anybody's
name, jobs are no deals, and customers' people are no sellers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from kariz.localisation.text import squash
from kariz.reading.cells.cells import Cell
from kariz.reading.columns.days_in_words import hold_days, is_said
from kariz.reading.columns.days_or_words import FEW, MANY
from kariz.reading.columns.people_columns import LOOKED_AT, are_of_customers
from kariz.reading.columns.plain_headers import dated
from kariz.reading.columns.settling import PERSON, days_in, is_day, most, tomorrow
from kariz.reading.days.days import TURNED
from kariz.reading.names.jobs import is_role

FIRST = 8
_BEGINNINGS = frozenset({"title", "owner", "channel", "product"})
"""What a day below such a header is of: "Enquiry", «اولین آشنایی», «کی»."""
_SIZED = frozenset({"title", "product"})
"""Goods and deals are called by sizes, too: "1/2", "6/12"."""
_NAMES = _BEGINNINGS | PERSON | {"company"}
_WITH_SELLERS = frozenset({"deals", "contacts", "companies"})

Values = Mapping[str, Sequence[Cell]]


def by_cells(means: Mapping[str, str], kind: str, values: Values) -> dict[str, str]:
    """{column: field} of columns that hold something else than they are taken to mean, "" where it is no field. `means`:
    what each column is taken for, or what its header says."""
    found = {
        column: ""
        for column, name in means.items()
        if name in _NAMES and _are_days(values[column][:LOOKED_AT], whole=name in _SIZED)
    }
    for column in found:
        others = {name for other, name in {**means, **found}.items() if other != column}
        if kind == "deals" and means[column] in _BEGINNINGS:
            found[column] = _day(others, days_in(values[column]))
    return found | _jobs(means, values, found) | _people(means, kind, values, found)


def _are_days(cells: Sequence[Cell], *, whole: bool) -> bool:
    """`whole`: with their years."""
    if whole and not most(is_day(cell) or TURNED.fullmatch(str(cell).strip()) is not None for cell in cells):
        return False
    # Of a column of days some stand among the first cells: names, which take longer, are not read to their end.
    first = cells[:FIRST]
    if not dated(first) and not any(map(is_said, first)):
        return False
    return dated(cells) >= MANY or hold_days(cells)


def _day(others: set[str], days: Sequence[date]) -> str:
    """One of many that is yet to come is a slip."""
    coming = sum(day > tomorrow() for day in days) > FEW * len(days)
    name = "expected_close" if coming else "created_at"
    return "" if name in others else name


def _jobs(means: Mapping[str, str], values: Values, dated: Mapping[str, str]) -> dict[str, str]:
    """ "Title" beside who is asked for, over "Owner" and "Facilities Mgr": what these do, and no deal's name."""
    others = set(means.values())
    if not PERSON & others:
        return {}
    return {
        column: "" if "position" in others else "position"
        for column, name in means.items()
        if (name == "title" or squash(column) == "title")
        and column not in dated
        and _are_jobs(values[column][:LOOKED_AT])
    }


def _are_jobs(cells: Sequence[Cell]) -> bool:
    return bool(cells) and most(isinstance(cell, str) and is_role(cell) for cell in cells)


def _people(means: Mapping[str, str], kind: str, values: Values, dated: Mapping[str, str]) -> dict[str, str]:
    """«مسئول و تلفن», "Who": they are the customers' people, where a file of this kind has any; no owner in any case."""
    if kind not in _WITH_SELLERS:
        return {}
    taken = kind == "companies" or bool(PERSON & {name for one, name in means.items() if one not in dated})
    return {
        column: "" if taken else "contact"
        for column, name in means.items()
        if name == "owner" and column not in dated and are_of_customers(column, values[column][:LOOKED_AT])
    }
