"""People of one name who come into one company by a merge of companies are proposed as duplicates at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations
from typing import Any

from django.utils import timezone

from kariz.web import bulk

from ..likeness import Likeness, of_people
from ..likeness.names import person_words
from ..models import Contact, DuplicatePair
from ..queries import features
from ..queries.merged import dismissed_among
from .duplicate_search import judgement, pair_row

MOST_OF_A_NAME = 10
"""More people of one name than these in one company tell nothing."""
MOST = 500
AGAINST = frozenset({"not_mobile", "not_email"})
"""Whoever is reached otherwise may be somebody else: that is left to the nightly search."""
_OPEN = DuplicatePair.State.PROPOSED


def propose(to: int, _others: Sequence[int]) -> list[int]:
    """The ids of new proposals among those who are in the company now; what somebody answered stays, and open proposals
    are weighed anew. A fixed number of queries."""
    ids = _of_one_name(to)
    if not ids:
        return []
    known = features.load("contact", ids)
    found: dict[tuple[int, int], Likeness] = {}
    for group in _groups({pk: one.words for pk, one in known.items()}):
        for pair in combinations(sorted(group), 2):
            likeness = of_people(known[pair[0]], known[pair[1]])  # type: ignore[arg-type]
            if likeness.verdict and not AGAINST & set(likeness.reasons):
                found[pair] = likeness
    members = sorted(known)
    rows = DuplicatePair.objects.filter(kind="contact", first_id__in=members, second_id__in=members)
    before = {pair.ids: pair for pair in rows}
    _renew([(pair, found[key]) for key, pair in before.items() if key in found and pair.state == _OPEN])
    refused = dismissed_among("contact", members)
    new = [key for key in found if key not in before and key not in refused]
    now = timezone.now()
    bulk.insert_values(DuplicatePair, [pair_row("contact", key, found[key], now) for key in new])
    made = rows.exclude(pk__in=[pair.pk for pair in before.values()])
    return list(made.order_by("pk").values_list("pk", flat=True))


def back(_to: int, made: Any) -> int:
    """Proposals that nobody answered go; what somebody said stays."""
    DuplicatePair.objects.filter(pk__in=made, state=_OPEN).delete()
    return 0


def _of_one_name(company: int) -> list[int]:
    people = Contact.objects.filter(company=company, deleted_at=None).order_by("pk").values_list("pk", "name")
    words = {pk: person_words(name) for pk, name in people}
    return [pk for group in _groups(words) for pk in group][:MOST]


def _groups(words: dict[int, tuple[str, ...]]) -> list[list[int]]:
    """Those who are called by the same words, in whatever order."""
    found: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for pk, said in words.items():
        if said:
            found[tuple(sorted(said))].append(pk)
    return [group for group in found.values() if 1 < len(group) <= MOST_OF_A_NAME]


def _renew(pairs: Sequence[tuple[DuplicatePair, Likeness]]) -> None:
    for pair, likeness in pairs:
        for name, value in judgement(likeness).items():
            setattr(pair, name, value)
    DuplicatePair.objects.bulk_update(
        [pair for pair, _likeness in pairs], ["score", "verdict", "identical", "reasons"], batch_size=200
    )
