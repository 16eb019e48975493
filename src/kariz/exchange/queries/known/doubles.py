"""What the lists of deals before one in its set say, so that a deal that stands twice is known."""

from __future__ import annotations

from datetime import date
from itertools import islice, takewhile

from kariz.exchange.models import Import
from kariz.exchange.queries.known.books import book_of
from kariz.exchange.queries.known.reading import reader_of
from kariz.exchange.queries.known.tables import table_of
from kariz.exchange.queries.pages.sets import complete, in_order
from kariz.reading.deals.doubles import Doubles
from kariz.reading.deals.own_numbers import source_of
from kariz.reading.rows.settings import settings_of
from kariz.records import storage

MOST = 100_000
"""Rows that are read for it."""


def doubles_before(one: Import, today: date) -> Doubles:
    found = Doubles(together=one.part_of_id is not None)
    if one.part_of_id is None:
        return found
    # Numbers of a product are of all its files.
    numbers = _numbers_of(one) if settings_of(one.options).of_product else ""
    left = MOST
    for part in _before(one):
        if (numbers and numbers == _numbers_of(part)) or not complete(part):
            continue
        if not storage.path_of(part.stored).exists():
            continue
        reader = reader_of(part, today)
        for number, cells in islice(table_of(part).rows(), left):
            found.tell(reader.read(number, cells), book_of(part))
            left -= 1
    return found


def has_lists_before(one: Import) -> bool:
    """May a row of it say what a list before it in its set says already?"""
    return one.part_of_id is not None and bool(_before(one))


def _before(one: Import) -> list[Import]:
    lists = in_order(Import.objects.filter(part_of=one.part_of_id, kind=Import.Kind.DEALS))
    return list(takewhile(lambda part: part.pk != one.pk, lists))


def _numbers_of(one: Import) -> str:
    """Whose numbers its deals have; "" where it says none."""
    return source_of(one.options, one.layout) if "external_id" in one.mapping.values() else ""
