"""Which spellings of companies in a file become one company, seen before anything is written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kariz.access.models import User
from kariz.people.models import Company
from kariz.people.normal import company_key
from kariz.people.queries.matching import match_companies

SHOWN = 20


@dataclass(frozen=True, slots=True)
class Merge:
    """`typed` in the file become the company `name`; `known`: it is there already."""

    name: str
    typed: list[str]
    known: bool


def merges(names: Iterable[str], user: User) -> list[Merge]:
    """At most 20, those with a company that is there already first."""
    groups: dict[str, list[str]] = {}
    for name in dict.fromkeys(names):
        if key := company_key(name):
            groups.setdefault(key, []).append(name)
    found = match_companies([typed[0] for typed in groups.values()], by=user)
    titles = dict(Company.objects.filter(pk__in=found.values()).values_list("pk", "name"))
    made: list[Merge] = []
    for typed in groups.values():
        known = titles.get(found.get(typed[0], 0), "")
        other = [name for name in typed if name != (known or typed[0])]
        if other:
            made.append(Merge(known or typed[0], other, bool(known)))
    return sorted(made, key=lambda one: not one.known)[:SHOWN]
