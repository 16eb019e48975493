"""Which of the companies that a list of calls may name are known: here, or in another list of its set."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import islice

from kariz.access.models import User
from kariz.exchange.models import Import
from kariz.exchange.queries.tables import table_of
from kariz.exchange.queries.together import of_set
from kariz.exchange.rules import whom
from kariz.exchange.rules.cells import plain
from kariz.exchange.rules.settings import settings_of
from kariz.exchange.rules.values import read_line
from kariz.people.models import Company
from kariz.people.normal import company_key
from kariz.records import storage

MOST = 20_000
"""Rows of each list that are looked at."""
CHUNK = 500


def firms_of(one: Import) -> frozenset[str] | None:
    """The keys of the known companies that its cells may name; None for a list in which company and person stand apart,
    or one of another system, which says what it means."""
    column = whom.column_of(one.kind, one.columns, one.mapping)
    if not column or settings_of(one.options).of_product:
        return None
    return known_in(one, column, one.created_by)


def known_in(one: Import, column: str, by: User) -> frozenset[str]:
    asked = {key for text in set(texts_of(one, column)) for key in whom.keys_in(text)}
    return frozenset(_here(by, asked) | (_beside(one) & asked))


def texts_of(one: Import, column: str) -> Iterator[str]:
    """What stands in the column, row by row."""
    if column not in one.columns or not one.stored or not storage.path_of(one.stored).exists():
        return
    place = one.columns.index(column)
    for _number, cells in islice(table_of(one).rows(), MOST):
        cell = plain(cells[place]) if place < len(cells) else ""
        if isinstance(cell, str) and cell:
            yield cell


def _here(by: User, keys: Collection[str]) -> set[str]:
    """Companies that who brings the list may see."""
    found: set[str] = set()
    asked = sorted(keys)
    companies = Company.objects.visible_to(by)
    for start in range(0, len(asked), CHUNK):
        some = companies.filter(match_key__in=asked[start : start + CHUNK])
        found.update(some.values_list("match_key", flat=True))
    return found


def _beside(one: Import) -> set[str]:
    """Companies that the other lists of the set name in a column of their own."""
    found: set[str] = set()
    for other in of_set(one):
        if other.pk == one.pk:
            continue
        column = next((name for name, field in other.mapping.items() if field == "company"), "")
        if column and not whom.column_of(other.kind, other.columns, other.mapping):
            found.update(company_key(read_line(text)) for text in set(texts_of(other, column)))
    return found
