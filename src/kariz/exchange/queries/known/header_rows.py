"""Which rows of a file hold the names of its columns, and which may."""

from __future__ import annotations

from django.utils.translation import gettext as _

from kariz.exchange.models import Import
from kariz.exchange.queries.known.tables import table_of
from kariz.reading.layout.headers import MOST
from kariz.reading.layout.tables import HEADER_ROWS


def rows_of_names(one: Import) -> list[int]:
    """Their numbers, as a spreadsheet counts them."""
    return list(table_of(one).header_rows)


def wanted(one: Import, header: bool | None, header_rows: int | None) -> int | None:
    """How many rows are to hold them, where that is another number than before. `header`: as many as were found, or
    none; `header_rows`: so many."""
    before = len(rows_of_names(one))
    if header_rows is None:
        found = int(one.layout.get(HEADER_ROWS, 1))
        header_rows = before if header is None or header == bool(before) else found * header
    return None if header_rows == before else header_rows


def choices(one: Import) -> list[tuple[int, str]]:
    """[(how many rows, what they are called)]"""
    first = 1 + int(one.layout.get("skip", 0))
    labels = [
        _("in no row"),
        _("in row %(first)d") % {"first": first},
        _("in rows %(first)d and %(last)d") % {"first": first, "last": first + 1},
        _("in rows %(first)d to %(last)d") % {"first": first, "last": first + 2},
    ]
    return list(enumerate(labels))[: MOST + 1]
