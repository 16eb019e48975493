"""What becomes of proposed duplicates when records are merged: those among the records are answered, those with others go
on with the survivor."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.db.models import Q
from django.utils import timezone

from kariz.organisation.actions import organisation

from ..likeness.evidence import BEHIND, LIKELY
from ..models import Company, Contact, DuplicatePair
from ..queries.merged import dismissed_among

MODELS: dict[str, Any] = {"contact": Contact, "company": Company}
State = DuplicatePair.State
INHERITED = "merged_name"
"""The reason that names the merged record of which it was proposed."""


def is_inherited(pair: DuplicatePair) -> bool:
    """Was it proposed of a record that is merged since? What the survivor is called tells nothing of it: only a person
    can answer."""
    return any(reason.startswith(INHERITED + BEHIND) for reason in pair.reasons)


def settle(kind: str) -> Callable[[int, Sequence[int]], Any]:
    """For a merge of records of that kind; gives {"answered": ids, "inherited": ids of new proposals}."""

    def move(to: int, others: Sequence[int]) -> Any:
        ids = [to, *others]
        open_ = DuplicatePair.objects.filter(kind=kind, state=State.PROPOSED)
        answered = list(open_.filter(first_id__in=ids, second_id__in=ids).values_list("pk", flat=True))
        DuplicatePair.objects.filter(pk__in=answered).update(state=State.MERGED)
        return {"answered": answered, "inherited": _inherit(kind, to, others)}

    return move


def back(_to: int, moved: Any) -> int:
    """Merges of before have nothing but a list of what they answered. What was inherited goes even where another merge has
    answered it since: nothing would take it back when that one is undone."""
    answered = moved if isinstance(moved, list) else moved["answered"]
    DuplicatePair.objects.filter(pk__in=answered, state=State.MERGED).update(state=State.PROPOSED)
    if isinstance(moved, Mapping):
        DuplicatePair.objects.filter(pk__in=moved["inherited"]).exclude(state=State.DISMISSED).delete()
    return 0


def _inherit(kind: str, to: int, others: Sequence[int]) -> list[int]:
    """Propose the survivor and whomever one of the others was proposed with, unless somebody has answered that. The old
    proposals rest with their records, and are there again when the merge is undone."""
    about = DuplicatePair.objects.filter(
        Q(first_id__in=others) | Q(second_id__in=others), kind=kind, state=State.PROPOSED
    )
    wanted: dict[tuple[int, int], tuple[int, DuplicatePair]] = {}
    for pair in about.order_by("-score", "pk"):
        gone, left = pair.ids if pair.first_id in others else (pair.second_id, pair.first_id)
        if left != to and left not in others:
            wanted.setdefault((min(to, left), max(to, left)), (gone, pair))
    if not wanted:
        return []
    lefts = {pk for key in wanted for pk in key} - {to}
    alive = set(MODELS[kind].objects.filter(pk__in=lefts, deleted_at=None).values_list("pk", flat=True))
    with_it = DuplicatePair.objects.filter(Q(first_id=to) | Q(second_id=to), kind=kind)
    known = set(with_it.values_list("first_id", "second_id")) | dismissed_among(kind, {to, *alive})
    names = dict(MODELS[kind].objects.filter(pk__in=others).values_list("pk", "name"))
    new = [
        _of(pair, key, names[gone])
        for key, (gone, pair) in wanted.items()
        if key not in known and alive & set(key)
    ]
    made = DuplicatePair.objects.bulk_create(new)
    if made:
        organisation.renew_counts()
    return [pair.pk for pair in made]


def _of(pair: DuplicatePair, key: tuple[int, int], called: str) -> DuplicatePair:
    reasons = [one for one in pair.reasons if not one.startswith(INHERITED)]
    return DuplicatePair(
        kind=pair.kind,
        first_id=key[0],
        second_id=key[1],
        score=pair.score,
        verdict=LIKELY,
        reasons=[*reasons, f"{INHERITED}{BEHIND}{called}"],
        found_at=timezone.now(),
    )
