"""A pair of duplicates is judged again soon after one of its records changed, not only by the next night's search."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.db.models import Q

from kariz.events.models import Event
from kariz.organisation.actions.organisation import renew_counts

from ..models import Contact, DuplicatePair
from ..queries import features
from .duplicate_search import judgement
from .pairs_of_merges import is_inherited

AT_ONCE = 500


def follow(events: Sequence[Event]) -> None:
    """What changed, and the companies of people who did: these are compared by how their people are reached."""
    if not DuplicatePair.objects.filter(state=DuplicatePair.State.PROPOSED).exists():
        return
    ids: dict[str, set[int]] = {"contact": set(), "company": set()}
    renamed = set()
    for event in events:
        if event.subject_kind == "contact":
            ids["company"] |= {pk for pk in event.changes.get("company", ()) if isinstance(pk, int)}
        elif event.subject_kind == "company" and "name" in event.changes:
            renamed.add(event.subject_id)
        if event.subject_kind in ids:
            ids[event.subject_kind].add(event.subject_id)
    for part in features.chunks(ids["contact"], AT_ONCE):
        firms = Contact.objects.filter(pk__in=part).exclude(company=None)
        ids["company"] |= set(firms.order_by().values_list("company", flat=True))
    for part in features.chunks(renamed, AT_ONCE):
        # Its people are compared by its name, too.
        ids["contact"] |= set(
            Contact.objects.filter(company__in=part).order_by().values_list("pk", flat=True)
        )
    gone = sum(_judge(kind, part) for kind, some in ids.items() for part in features.chunks(some, AT_ONCE))
    if gone:
        renew_counts()


def _judge(kind: str, ids: Collection[int]) -> int:
    """Renew the open proposals about these; how many hold no more."""
    about = DuplicatePair.objects.filter(kind=kind, state=DuplicatePair.State.PROPOSED)
    pairs = about.filter(Q(first_id__in=ids) | Q(second_id__in=ids))
    asked = [pair for pair in pairs if not is_inherited(pair)]
    if not asked:
        return 0
    known: Mapping[int, Any] = features.load(kind, {pk for pair in asked for pk in pair.ids})
    few = features.meeting(kind, known).few
    stale, renewed = [], []
    for pair in asked:
        one, other = (known.get(pk) for pk in pair.ids)
        if one is None or other is None:
            # It lies in the bin: the proposal rests until it comes back.
            continue
        likeness = features.compare(kind, one, other, few)
        values = judgement(likeness)
        if not likeness.verdict:
            stale.append(pair.pk)
        elif any(getattr(pair, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(pair, name, value)
            renewed.append(pair)
    DuplicatePair.objects.filter(pk__in=stale, state=DuplicatePair.State.PROPOSED).delete()
    DuplicatePair.objects.bulk_update(renewed, ["score", "verdict", "identical", "reasons"], batch_size=200)
    return len(stale)
