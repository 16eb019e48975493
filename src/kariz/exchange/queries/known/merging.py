"""Which spellings of companies in a file become one company, seen before anything is written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

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
    spellings = [name for name in dict.fromkeys(names) if company_key(name)]
    found = match_companies(spellings, by=user)
    groups: dict[Any, list[str]] = {}
    for name in spellings:
        groups.setdefault(found.get(name) or company_key(name), []).append(name)
    titles = dict(Company.objects.filter(pk__in=found.values()).values_list("pk", "name"))
    made: list[Merge] = []
    for into, typed in groups.items():
        known = titles.get(into, "")
        other = [name for name in typed if name != (known or typed[0])]
        if other:
            made.append(Merge(known or typed[0], other, bool(known)))
    return sorted(made, key=lambda one: not one.known)[:SHOWN]
