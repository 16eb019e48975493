"""What names meant before that no company is called by: names of companies that were merged away, other names that
imports found, and names of before a rename."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from django.db.models import Count, Max, QuerySet

from kariz.access.models import User
from kariz.events.models import Event
from kariz.exchange.models import OtherName
from kariz.people.models import Company
from kariz.people.normal import company_key
from kariz.people.queries import merged
from kariz.reading.names.alike import are_alike, has_its_words

AT_ONCE = 500
MOST = 20_000
"""Renames that are looked at, the last first."""


def state() -> dict[str, Any]:
    """Another one once there are further ones, or some went."""
    return OtherName.objects.aggregate(Count("pk"), Max("pk"))


def meant_before(keys: Collection[str], by: User) -> dict[str, Company]:
    """{key: the only company, of those that `by` may see, that names with it meant}. Where a company of the name was merged
    into another, a person has said what it means, whatever lists took it for."""
    meant: dict[str, set[int]] = {}
    for key, pk in _merged(sorted(keys)):
        meant.setdefault(key, set()).add(pk)
    said = frozenset(meant)
    for key, pk in (*_found(sorted(keys)), *_renamed(keys)):
        if key not in said:
            meant.setdefault(key, set()).add(pk)
    if not meant:
        return {}
    ends = merged.ends("company", {pk for ids in meant.values() for pk in ids})
    one = {
        key: found.pop()
        for key, ids in meant.items()
        if len(found := {ends[pk] for pk in ids if pk in ends}) == 1
    }
    firms = _seen(sorted(set(one.values())), by)
    return {key: firms[pk] for key, pk in one.items() if pk in firms}


def former_names(ids: Collection[int]) -> dict[int, list[str]]:
    """{company: what else it was called: by those merged into it, by lists that came in, and before it was renamed}"""
    found = merged.former_names("company", ids)
    listed = sorted(ids)
    for start in range(0, len(listed), AT_ONCE):
        part = listed[start : start + AT_ONCE]
        own = OtherName.objects.filter(company__in=part).values_list("company", "name")
        theirs = OtherName.objects.filter(company__merged_into__in=part)
        said = _renames(part).values_list("subject_id", "changes__name__0")
        for pk, name in (*own, *theirs.values_list("company__merged_into", "name"), *said):
            if pk and name and name not in (known := found.setdefault(pk, [])):
                known.append(name)
    return found


def _seen(ids: list[int], by: User) -> Mapping[int, Company]:
    found: dict[int, Company] = {}
    for start in range(0, len(ids), AT_ONCE):
        rows = Company.objects.visible_to(by).filter(pk__in=ids[start : start + AT_ONCE])
        found |= {firm.pk: firm for firm in rows.only("pk", "name", "city")}
    return found


def _merged(keys: list[str]) -> Iterator[tuple[str, int]]:
    rows = Company.objects.filter(merged_into__isnull=False).order_by()
    for start in range(0, len(keys), AT_ONCE):
        yield from rows.filter(match_key__in=keys[start : start + AT_ONCE]).values_list("match_key", "pk")


def _found(keys: list[str]) -> Iterator[tuple[str, int]]:
    if not OtherName.objects.exists():
        return
    for start in range(0, len(keys), AT_ONCE):
        rows = OtherName.objects.filter(match_key__in=keys[start : start + AT_ONCE])
        yield from rows.values_list("match_key", "company").distinct()


def _renamed(keys: Collection[str]) -> Iterator[tuple[str, int]]:
    rows = all_renames().order_by("-pk").values_list("subject_id", "changes")
    for pk, changes in rows[:MOST]:
        name = _former(changes)
        if (key := company_key(name)) and key in keys:
            yield key, pk


def _former(changes: Mapping[str, Any]) -> str:
    """The name before a rename; "" where it was another firm's, typed by mistake: «پارس» that is «کاوه» now."""
    old, new = (str(name or "") for name in changes["name"][:2])
    return old if are_alike(old, new) or has_its_words(new, of=old) else ""


def all_renames() -> QuerySet[Event]:
    """By people, as far as they stand."""
    # As the index of such changes says it: with parameters SQLite would go through every event of a company.
    written = "verb = 'company.changed' AND batch = ''"
    rows: QuerySet[Event] = Event.objects.extra(where=[written])  # noqa: S610 -- no word of others
    return rows.filter(changes__has_key="name", undone_by_id=None, undoes_id=None)


def _renames(ids: Collection[int]) -> QuerySet[Event]:
    """Those of these companies."""
    rows = Event.objects.filter(subject_kind="company", subject_id__in=ids, verb="company.changed", batch="")
    return rows.filter(changes__has_key="name", undone_by_id=None, undoes_id=None)
