"""Area codes of numbers that the lists which come together write without."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kariz.exchange.models import Import
from kariz.exchange.queries.known.tables import first_rows
from kariz.exchange.queries.pages.together import of_set
from kariz.reading.cells.area_codes import PHONES, codes_of
from kariz.reading.cells.short_numbers import FIELDS, NOTHING, Areas, Rows, areas_of
from kariz.records import storage

SEEN = 500
"""Rows of each list that tell it."""


def areas_for(one: Import, mapping: Mapping[str, str]) -> Areas:
    if FIELDS.isdisjoint(mapping.values()):
        return NOTHING
    others = [
        part for part in of_set(one) if part.pk != one.pk and not FIELDS.isdisjoint(part.mapping.values())
    ]
    return areas_of(_with_fields(one, mapping, others))


def _with_fields(one: Import, mapping: Mapping[str, str], others: Sequence[Import]) -> Iterator[Rows]:
    """The first rows of the list and of others, with what each place holds."""
    there = (part for part in others if storage.path_of(part.stored).exists())
    for part, said in ((one, mapping), *((part, part.mapping) for part in there)):
        yield (
            first_rows(part, SEEN),
            {place: said.get(column, "") for place, column in enumerate(part.columns)},
        )


def codes_for(one: Import, mapping: Mapping[str, str]) -> Mapping[str, str]:
    if not _says_city(mapping):
        return {}
    others = [part for part in of_set(one) if part.pk != one.pk and _says_city(part.mapping)]
    return codes_of(_with_fields(one, mapping, others))


def _says_city(mapping: Mapping[str, str]) -> bool:
    fields = set(mapping.values())
    return "city" in fields and not fields.isdisjoint(PHONES)
