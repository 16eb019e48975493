"""Contacts and companies as likeness looks at them, and who meets whom under a key: many at once, few queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db.models import Count

from kariz.web.prepared import LARGEST_LIST, Prepared

from .. import registry
from ..likeness import Firm, Likeness, Person, keys, of_firms, of_people
from ..models import Company, Contact, ContactPoint, DuplicateKey

FIRM = ("name", "national_id", "economic_code", "website", "phone", "city", "industry")
KEYS: dict[str, Callable[[Any], frozenset[int]]] = {"contact": keys.of_person, "company": keys.of_firm}


@dataclass(frozen=True, slots=True)
class Meeting:
    """`ids`: {as given: ids of records that share one of its keys}; `few`: {key of a word in companies' names that few
    have: how many do}"""

    ids: dict[int, set[int]]
    few: dict[int, int]


def compare(kind: str, one: Any, other: Any, few: Mapping[int, int]) -> Likeness:
    """`few`: as of a meeting of one of them."""
    if kind == "contact":
        return of_people(one, other)
    return of_firms(one, other, keys.rare(one, other, few))


def load(kind: str, ids: Collection[int]) -> dict[int, Person] | dict[int, Firm]:
    """{id: what likeness compares} of those that are in use; two queries for 1,000."""
    return _persons(ids) if kind == "contact" else _firms(ids)


def _persons(ids: Collection[int]) -> dict[int, Person]:
    found: dict[int, Person] = {}
    for part in chunks(ids):
        points: dict[int, list[tuple[str, str]]] = defaultdict(list)
        for contact_id, kind, value in _points(part):
            points[contact_id].append((kind, value))
        for pk, name, position, company in _contacts(part):
            found[pk] = Person.of(name=name, points=points[pk], company=company or "", position=position)
    return found


def _firms(ids: Collection[int]) -> dict[int, Firm]:
    found: dict[int, Firm] = {}
    for part in chunks(ids):
        points: dict[int, list[tuple[str, str]]] = defaultdict(list)
        for company_id, kind, value in (*_points_of_people(part), *registry.reached_through(part)):
            points[company_id].append((kind, value))
        for pk, *values in _companies(part):
            firm = Firm.of(**dict(zip(FIRM, values, strict=True)))
            found[pk] = firm.with_people(points[pk]) if pk in points else firm
    return found


_points = Prepared(
    lambda ids: (
        ContactPoint.objects.filter(contact__in=ids).order_by().values_list("contact_id", "kind", "normal")
    )
)
_points_of_people = Prepared(
    lambda ids: (
        ContactPoint.objects.filter(contact__company__in=ids, contact__deleted_at=None)
        .order_by()
        .values_list("contact__company_id", "kind", "normal")
    )
)
_contacts = Prepared(
    lambda ids: (
        Contact.objects.filter(pk__in=ids, deleted_at=None)
        .order_by()
        .values_list("pk", "name", "position", "company__name")
    )
)
_companies = Prepared(
    lambda ids: Company.objects.filter(pk__in=ids, deleted_at=None).order_by().values_list("pk", *FIRM)
)
_counted = Prepared(
    lambda keys_: (
        DuplicateKey.objects.filter(key__in=keys_)
        .order_by()
        .values("key")
        .annotate(n=Count("pk"))
        .values_list("key", "n")
    )
)
_holders = Prepared(
    lambda keys_: DuplicateKey.objects.filter(key__in=keys_).order_by().values_list("key", "record_id")
)


def meeting(kind: str, given: Mapping[int, Any]) -> Meeting:
    """Who meets whom, without keys that too many records have; two queries for 1,000 keys."""
    wanted = {number: KEYS[kind](record) for number, record in given.items()}
    telling = {key for one in given.values() for key in keys.telling(one)} if kind == "company" else set()
    every = {key for keys_ in wanted.values() for key in keys_}
    holders: dict[int, list[int]] = defaultdict(list)
    few: dict[int, int] = {}
    for part in chunks(every):
        counted = dict(_counted(part))
        few |= {key: count for key, count in counted.items() if key in telling and count <= keys.FEW}
        met = [
            key
            for key, count in counted.items()
            if count <= keys.MOST_UNDER_ONE and (key not in telling or key in few)
        ]
        for key, record_id in _holders(met):
            holders[key].append(record_id)
    ids = {
        number: {pk for key in keys_ for pk in holders.get(key, ()) if pk != number}
        for number, keys_ in wanted.items()
    }
    return Meeting(ids, few)


def chunks(values: Iterable[int], size: int = LARGEST_LIST) -> Iterator[list[int]]:
    rest = iter(sorted(values))
    while part := list(islice(rest, size)):
        yield part
