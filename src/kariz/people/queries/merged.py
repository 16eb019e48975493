"""Where merged records went."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from kariz.access.models import User
from kariz.web.errors import NotFound

from ..models import Company, Contact, DuplicatePair

MODELS: dict[str, Any] = {"contact": Contact, "company": Company}
DEEPEST = 50


def survivor_of(record: Any) -> Any:
    """The record that this one was merged into, at the end of the chain; itself when it was not merged."""
    for _step in range(DEEPEST):
        if record.merged_into_id is None:
            break
        record = record.merged_into
    return record


def successor(kind: str, pk: int, user: User, otherwise: NotFound | None = None) -> Any:
    """The survivor of a merged record, for somebody who may see it. Raises `otherwise` (NotFound) where there is none."""
    record = MODELS[kind].objects.filter(pk=pk, merged_into__isnull=False).first()
    found = survivor_of(record) if record else None
    if found is None or found.deleted_at is not None or not user.can("people.view", found):
        raise otherwise or NotFound()
    return found


def ends(kind: str, ids: Collection[int]) -> dict[int, int]:
    """{id: id of the record in use at the end of its chain of merges, which may be itself}; a query for each link."""
    found: dict[int, int] = {}
    now = {pk: {pk} for pk in ids}
    for _step in range(DEEPEST):
        if not now:
            break
        after: dict[int, set[int]] = {}
        rows = MODELS[kind].objects.filter(pk__in=now).order_by()
        for pk, deleted_at, into in rows.values_list("pk", "deleted_at", "merged_into"):
            if deleted_at is None:
                found |= dict.fromkeys(now[pk], pk)
            elif into:
                after.setdefault(into, set()).update(now[pk])
        now = after
    return found


def standing(kind: str, ids: Sequence[int], user: User) -> list[int]:
    """The ids, each once, those of merged records as their survivors' where the user sees these."""
    now = ends(kind, ids)
    other = {end for pk, end in now.items() if end != pk}
    seen = set(MODELS[kind].objects.visible_to(user).filter(pk__in=other).values_list("pk", flat=True))
    return list(dict.fromkeys(end if (end := now.get(pk, pk)) in seen else pk for pk in ids))


def family(kind: str, pk: int) -> list[int]:
    """The record's id and those of all that were merged into it, straight or by way of another."""
    found = [pk]
    step = [pk]
    while step := list(
        MODELS[kind].objects.filter(merged_into__in=step).exclude(pk__in=found).values_list("pk", flat=True)
    ):
        found += step
    return found


def former_names(kind: str, ids: Collection[int]) -> dict[int, list[str]]:
    """{id: the names of all that were merged into it, straight or by way of another}; a query, and one for each link."""
    found: dict[int, list[str]] = {}
    into = {pk: pk for pk in ids}
    step = sorted(ids)
    while step:
        below: dict[int, int] = {}
        for start in range(0, len(step), 1_000):
            rows = MODELS[kind].objects.filter(merged_into__in=step[start : start + 1_000]).order_by("pk")
            for pk, above, name in rows.values_list("pk", "merged_into_id", "name"):
                if pk not in into:
                    below[pk] = into[above]
                    found.setdefault(into[above], []).append(name)
        into |= below
        step = list(below)
    return found


def dismissed_among(kind: str, ids: Collection[int]) -> set[tuple[int, int]]:
    """Pairs of these records of which somebody said that they are not the same, of themselves or of what was merged
    into them."""
    into = {pk: pk for pk in ids}
    step = sorted(ids)
    while step:
        below: dict[int, int] = {}
        for start in range(0, len(step), 1_000):
            rows = MODELS[kind].objects.filter(merged_into__in=step[start : start + 1_000])
            below |= {
                pk: into[above] for pk, above in rows.values_list("pk", "merged_into_id") if pk not in into
            }
        into |= below
        step = list(below)
    dismissed = DuplicatePair.objects.filter(kind=kind, state=DuplicatePair.State.DISMISSED)
    members = sorted(into)
    said: list[tuple[int, int]] = []
    for start in range(0, len(members), 1_000):
        rows = dismissed.filter(first_id__in=members[start : start + 1_000])
        said += rows.values_list("first_id", "second_id")
    pairs = [(into[first], into[second]) for first, second in said if second in into]
    return {(min(pair), max(pair)) for pair in pairs}
