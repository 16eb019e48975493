"""Columns of a file of a set that are left out although phones, days, people or companies stand below them."""

from __future__ import annotations

from itertools import islice

from django.core.cache import cache

from kariz.exchange.models import Import
from kariz.exchange.queries.known.known_firms import left_firms
from kariz.exchange.queries.known.marks import digest, mark_of
from kariz.exchange.queries.known.tables import table_of
from kariz.exchange.queries.pages.together import of_set
from kariz.reading.layout.left_columns import left_days, left_people, left_phones
from kariz.records import storage

LOOKED_AT = 100
KEPT = 24 * 3600
NAMED = (Import.Kind.DEALS, Import.Kind.CONTACTS, Import.Kind.ACTIVITIES)
"""Lists that name the companies of others."""


def missed(part: Import) -> list[str]:
    """In the order of the file, by its first rows; they are read once, as long as the file is read in the same way."""
    free = set(part.columns) - set(part.mapping)
    if not free or not part.stored or not storage.path_of(part.stored).exists():
        return []
    # Companies are known by the other files.
    key = f"import-missed-2-{digest([mark_of(one) for one in (part, *of_set(part))])}"
    if (known := cache.get(key)) is None:
        left = frozenset(part.lines_left_out)
        rows = [cells for number, cells in islice(table_of(part).rows(), LOOKED_AT) if number not in left]
        found = {
            column
            for look in (left_phones, left_days, left_people)
            for column in look(part.kind, part.columns, part.mapping, rows)
        }
        found |= set(left_firms(part, part.acts_as)) if part.kind in NAMED else set()
        known = [column for column in part.columns if column in found]
        cache.set(key, known, KEPT)
    return list(known)
