"""How many companies and people go when an import is taken back, and how many stay, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef

from kariz.events.models import Event
from kariz.exchange.models import Import
from kariz.exchange.queries.known.in_use import Leaving, touched_people, used_by_records
from kariz.exchange.queries.known.living import MODELS
from kariz.exchange.queries.known.spoken_of import spoken_of
from kariz.exchange.queries.known.touches import batches_back, on_deals
from kariz.exchange.queries.pages.left_by import found_by, left_by
from kariz.pipeline.models import Deal

AT_ONCE = 2000
KINDS = ("contact", "company")
"""People first: they hold their companies."""
USED, FOUND, LEFT = "used", "found", "left"
WORK = ("activity.planned", "activity.done")


@dataclass(frozen=True, slots=True)
class Staying:
    """`why`: other records need them (USED), or the import `name` FOUND them here, too. LEFT are none that stay: they
    stayed when the import that brought them was taken back, and go now."""

    why: str
    contact: int
    company: int
    name: str = ""


@dataclass(slots=True)
class People:
    counts: dict[str, int] = field(default_factory=dict)
    """Of each kind those that go."""
    staying: list[Staying] = field(default_factory=list)


def going_people(parts: Sequence[Import]) -> People:
    """As taking back goes about it. What people changed since is told apart, and counts as going."""
    if not parts:
        return People(dict.fromkeys(KINDS, 0))
    one, batches = parts[0], {part.batch for part in parts}
    leaving = _leaving(batches)
    people: set[int] = set()
    counts, why = dict.fromkeys(KINDS, 0), Counter[tuple[str, str, str]]()
    for kind in KINDS:
        made = Event.objects.filter(batch__in=batches, verb=f"{kind}.created").values("subject_id")
        here = MODELS[kind].objects.filter(pk__in=made, deleted_at=None).order_by("pk")
        for ids in _parts(list(here.values_list("pk", flat=True))):
            changed = touched_people(one, kind, ids)
            stay = _staying(kind, ids, one, Leaving(leaving.deals, leaving.work, people))
            why.update((kind, *reason) for pk, reason in stay.items() if pk not in changed)
            counts[kind] += len(set(ids) - (set(stay) - changed))
            if kind == "contact":
                people |= set(ids) - set(stay) - changed
    _with_them(one, Leaving(leaving.deals, leaving.work, people), counts, why)
    reasons = dict.fromkeys((text, name) for _kind, text, name in why)
    found = [
        Staying(text, why["contact", text, name], why["company", text, name], name) for text, name in reasons
    ]
    return People(counts, found)


def _leaving(batches: set[str]) -> Leaving:
    made = Event.objects.filter(batch__in=batches, verb="deal.created").values("subject_id")
    touched = on_deals(*batches).filter(deal_id=OuterRef("pk"))
    deals = Deal.objects.filter(~Exists(touched), pk__in=made, deleted_at=None)
    return Leaving(deals, Event.objects.filter(batch__in=batches, verb__in=WORK, subject_kind="activity"))


def _staying(kind: str, ids: list[int], one: Import, leaving: Leaving) -> dict[int, tuple[str, str]]:
    used = used_by_records(kind, ids, one, leaving)
    named = spoken_of(kind, set(ids) - used, one)
    return {pk: (FOUND, name) for pk, name in named.items()} | dict.fromkeys(used & set(ids), (USED, ""))


def _with_them(
    one: Import, leaving: Leaving, counts: dict[str, int], why: Counter[tuple[str, str, str]]
) -> None:
    """Those that stayed for the sake of this import alone."""
    back = batches_back()
    firms: set[int] = set()
    people = set(leaving.people)
    for kind in KINDS if back else ():
        for ids in _parts(sorted(found_by(one, kind) | (firms if kind == "company" else set()))):
            gone = left_by(one, kind, ids, back, Leaving(leaving.deals, leaving.work, people))
            counts[kind] += len(gone)
            why[kind, LEFT, ""] += len(gone)
            if kind == "contact":
                people |= set(gone)
                rows = MODELS[kind].objects.filter(pk__in=ids).exclude(company=None)
                firms |= set(rows.values_list("company_id", flat=True))
    for kind in KINDS:
        if not why[kind, LEFT, ""]:
            del why[kind, LEFT, ""]


def _parts(ids: list[int]) -> Iterator[list[int]]:
    return (ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE))
