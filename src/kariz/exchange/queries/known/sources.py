"""Whose numbers the deals have of which a file speaks."""

from __future__ import annotations

from kariz.exchange.models import Import
from kariz.exchange.queries.pages.sets import in_order
from kariz.reading.deals.own_numbers import source_of


def deals_of(one: Import) -> str:
    """Of a list of deals its own; any other file of a set speaks of the deals of the first list in it."""
    if one.kind == Import.Kind.DEALS or one.part_of_id is None:
        return source_of(one.options, one.layout)
    lists = in_order(Import.objects.filter(part_of=one.part_of_id, kind=Import.Kind.DEALS))
    numbered = (part for part in lists if "external_id" in part.mapping.values())
    first = next(numbered, None)
    return source_of(first.options, first.layout) if first else ""
