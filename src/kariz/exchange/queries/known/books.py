"""A list of deals as one of several that may say a deal twice."""

from __future__ import annotations

from kariz.exchange.models import Import
from kariz.reading.cells.values import RESTING
from kariz.reading.deals.doubles import Book
from kariz.reading.deals.own_numbers import source_of
from kariz.reading.deals.short_lists import is_short
from kariz.reading.rows.settings import settings_of


def book_of(one: Import) -> Book:
    return Book(
        one.sheet or one.name,
        one.pk,
        source_of(one.options, one.layout),
        settings_of(one.options).currency,
        is_short_list(one),
        one.total,
    )


def is_short_list(one: Import) -> bool:
    """Is it a short list of what is to be followed up, or rests?"""
    said = f"{one.own_sheet} {one.layout.get('title', '')}"
    rests = one.options.get("end") == RESTING
    return one.kind == Import.Kind.DEALS and is_short(said, one.mapping.values(), one.total, rests=rests)
