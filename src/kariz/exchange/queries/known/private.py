"""Which customers of a list of deals are people without a company in the list of customers that comes with it."""

from __future__ import annotations

from itertools import islice

from django.core.cache import cache

from kariz.exchange.models import Import
from kariz.exchange.queries.known.marks import mark_of
from kariz.exchange.queries.known.tables import table_of, text_at
from kariz.exchange.queries.pages.together import of_set
from kariz.reading.cells.blanks import is_no_firm
from kariz.reading.deals.other_books import COMES
from kariz.reading.names.private import Private
from kariz.reading.rows.settings import settings_of
from kariz.records import storage

LISTS = (Import.Kind.CONTACTS, Import.Kind.COMPANIES)
KEPT = 24 * 3600
MOST = 20_000
"""Rows of each list that are looked at."""


def private_of(one: Import) -> Private | None:
    """None for lists that name no customers, and for our own: there a company is one."""
    fields = set(one.mapping.values())
    if one.kind != Import.Kind.DEALS or "company" not in fields or "id" in fields:
        return None
    if settings_of(one.options).of_product:
        return None
    people: list[str] = []
    firms: list[str] = []
    for part in of_set(one):
        if part.kind in LISTS and part.options.get(COMES, True):
            alone, employers = _names_in(part)
            people += alone
            firms += employers
    return Private(people, firms)


def _names_in(part: Import) -> tuple[list[str], list[str]]:
    """The people without a company, and the companies; read once, as long as the file is read in the same way."""
    key = f"import-private-1-{mark_of(part)}"
    if (known := cache.get(key)) is None:
        known = _read(part)
        cache.set(key, known, KEPT)
    people, firms = known
    return people, firms


def _read(part: Import) -> tuple[list[str], list[str]]:
    people: dict[str, None] = {}
    firms: dict[str, None] = {}
    places = {
        field: place for place, column in enumerate(part.columns) if (field := part.mapping.get(column))
    }
    if "company" not in places or not part.stored or not storage.path_of(part.stored).exists():
        # A list that has no companies says of nobody that he has none.
        return [], []
    left = frozenset(part.lines_left_out)
    for number, cells in islice(table_of(part).rows(), MOST):
        if number in left:
            continue
        firm, name = text_at(cells, places["company"]), text_at(cells, places.get("contact"))
        if firm and not is_no_firm(firm):
            firms[firm] = None
        elif name:
            people[name] = None
    return list(people), list(firms)
