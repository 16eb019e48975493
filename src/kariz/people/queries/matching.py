"""Find the records that rows of an import or a form may already be, by exact keys: one query for up to 500."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django.db.models import Q, QuerySet

from kariz.access.models import User
from kariz.localisation.text import fold

from .. import normal
from ..models import DIALLED, Company, Contact, ContactPoint, PointKind
from . import merged

CHUNK = 500
MOST_UNDER_ONE = 60
"""Of the contacts with one number: what a whole list has tells nobody apart."""


def match_companies(names: Iterable[str], *, by: User | None = None) -> dict[str, int]:
    """{name as given: id of the oldest company of that name}, legal form and spelling aside; where several have the
    key, one that is called just so goes before the others. What nobody is called now but one was before it was merged
    means its survivor. `by` limits it."""
    keys = {name: normal.company_key(name) for name in names}
    companies = Company.objects.visible_to(by) if by else Company.objects.filter(deleted_at=None)
    found: dict[str, int] = {}
    called: dict[tuple[str, str], int] = {}
    for chunk in _chunks({key for key in keys.values() if key}):
        rows = companies.filter(match_key__in=chunk).order_by("-id").values_list("match_key", "folded", "id")
        for key, folded, pk in rows:
            found[key] = called[key, folded] = pk
    found |= _by_former_names({key for key in keys.values() if key} - found.keys(), companies)
    return {
        name: called.get((key, fold(name)[:400])) or found[key] for name, key in keys.items() if key in found
    }


def _by_former_names(keys: set[str], companies: QuerySet[Company]) -> dict[str, int]:
    """{key: id of the company, of these, that all who had this key were merged into}."""
    into: dict[str, set[int]] = {}
    for chunk in _chunks(keys):
        rows = Company.objects.filter(match_key__in=chunk, merged_into__isnull=False).order_by()
        for key, pk in rows.values_list("match_key", "merged_into"):
            into.setdefault(key, set()).add(pk)
    ends = merged.ends("company", {pk for ids in into.values() for pk in ids}) if into else {}
    seen = set(companies.filter(pk__in=set(ends.values())).values_list("pk", flat=True)) if ends else set()
    found = {key: {ends[pk] for pk in ids if pk in ends} for key, ids in into.items()}
    return {key: min(ids) for key, ids in found.items() if len(ids) == 1 and ids <= seen}


def match_phones(phones: Iterable[str], *, by: User | None = None) -> dict[str, list[int]]:
    """{phone as given: ids of the contacts with it, the oldest MOST_UNDER_ONE}; a number without its area means nobody."""
    keys = {typed: normal.phone(typed) for typed in phones}
    whole = {typed: key for typed, key in keys.items() if key and normal.is_whole(key)}
    return _points({**whole}, Q(kind__in=DIALLED), by)


def match_emails(emails: Iterable[str], *, by: User | None = None) -> dict[str, list[int]]:
    """{address as given: ids of the contacts with it, the oldest MOST_UNDER_ONE}."""
    return _points({typed: normal.email(typed) for typed in emails}, Q(kind=PointKind.EMAIL), by)


def match_contacts(
    pairs: Iterable[tuple[str, int | None]], *, by: User | None = None
) -> dict[tuple[str, int | None], int]:
    """{(name, company id) as given: id of the oldest contact of that folded name in that company}. Whom nobody there is
    called now means the one of that company into whom all who were called so were merged."""
    keys = {pair: (fold(pair[0])[:400], pair[1]) for pair in pairs}
    contacts = Contact.objects.visible_to(by) if by else Contact.objects.filter(deleted_at=None)
    found: dict[tuple[str, int | None], int] = {}
    for chunk in _chunks({key[0] for key in keys.values()}):
        rows = contacts.filter(folded__in=chunk).order_by("-id").values_list("folded", "company_id", "id")
        found |= {(name, company_id): pk for name, company_id, pk in rows}
    found |= _people_by_former_names(set(keys.values()) - found.keys(), contacts)
    return {pair: found[key] for pair, key in keys.items() if key in found}


def _people_by_former_names(
    keys: set[tuple[str, int | None]], contacts: QuerySet[Contact]
) -> dict[tuple[str, int | None], int]:
    into: dict[str, set[int]] = {}
    for chunk in _chunks({name for name, _company in keys if name}):
        rows = Contact.objects.filter(folded__in=chunk, merged_into__isnull=False, erased_at=None).order_by()
        for name, pk in rows.values_list("folded", "merged_into"):
            into.setdefault(name, set()).add(pk)
    ends = merged.ends("contact", {pk for ids in into.values() for pk in ids}) if into else {}
    rows_here = contacts.filter(pk__in=set(ends.values())) if ends else contacts.none()
    firms = dict(rows_here.values_list("pk", "company"))
    found = {}
    for name, company in keys:
        meant = {ends[pk] for pk in into.get(name, ()) if firms.get(ends.get(pk, 0), 0) == company}
        if len(meant) == 1:
            found[name, company] = meant.pop()
    return found


def _points(keys: dict[str, str | None], kinds: Q, by: User | None) -> dict[str, list[int]]:
    points = ContactPoint.objects.filter(kinds)
    contacts = Contact.objects.visible_to(by) if by else Contact.objects.filter(deleted_at=None)
    found: dict[str, list[int]] = {}
    for chunk in _chunks({key for key in keys.values() if key}):
        held = points.filter(normal__in=chunk).order_by("contact_id").values_list("normal", "contact_id")
        rows = list(held)
        # In two steps: in one, databases begin with all contacts that the person may see.
        seen = (
            set(contacts.filter(pk__in={pk for _key, pk in rows}).values_list("pk", flat=True))
            if rows
            else ()
        )
        for key, pk in rows:
            if pk in seen and len(known := found.setdefault(key, [])) < MOST_UNDER_ONE:
                known.append(pk)
    return {typed: found[key] for typed, key in keys.items() if key in found}


def _chunks(keys: Iterable[Any]) -> Iterator[list[Any]]:
    rest = iter(sorted(keys))
    while chunk := list(islice(rest, CHUNK)):
        yield chunk
