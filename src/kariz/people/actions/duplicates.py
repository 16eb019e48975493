"""What becomes of proposed duplicates: not the same, or merged, one or many at once."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone

from kariz.events.actions import log
from kariz.events.actions.undo import CannotUndo
from kariz.events.actor import SYSTEM
from kariz.events.models import Event
from kariz.events.origin import BULK, origin
from kariz.organisation.actions import organisation
from kariz.web.errors import DomainError, NotAllowed, NotFound

from .. import merging
from ..errors import SaidApart, at_most
from ..merging import MOST
from ..models import DuplicatePair
from ..names_of_merged import Used, best_named
from ..queries.duplicate_groups import apart, groups
from ..queries.duplicates import records_of
from .merging import OWN, merge

logger = logging.getLogger("kariz.people")

State = DuplicatePair.State


@dataclass(slots=True)
class Merged:
    """What came of merging many: the survivors, how many records went into them, how many of their groups are still `left`
    as a merge takes MOST, and pairs that stayed, with why."""

    batch: str = ""
    survivors: list[Any] = field(default_factory=list)
    gone: int = 0
    left: int = 0
    refused: list[tuple[DuplicatePair, str]] = field(default_factory=list)


def dismiss(*, pair: DuplicatePair, by: Any) -> DuplicatePair:
    """Remember that these are not the same; whoever may change one of them may say so. Raises NotAllowed, NotFound."""
    _judge(pair, by, State.PROPOSED, State.DISMISSED, "dismissed")
    return pair


def reopen(*, pair: DuplicatePair, by: Any) -> DuplicatePair:
    """They may be the same after all. Raises NotAllowed, NotFound."""
    _judge(pair, by, State.DISMISSED, State.PROPOSED, "reopened")
    return pair


def undo_dismissed(event: Event, by: Any) -> None:
    pair = DuplicatePair.objects.filter(pk=event.data["pair"]).first()
    if pair is None or pair.state != State.DISMISSED:
        raise CannotUndo
    reopen(pair=pair, by=by)


def merge_pair(*, pair: DuplicatePair, by: Any) -> Any:
    """The two of a proposal become the one that says most, fields by default. Raises what merging does."""
    known = records_of([pair])
    records = [known[pair.kind, pk] for pk in pair.ids]
    survivor = _survivor(pair.kind, records)
    return merge(survivor=survivor, others=[one for one in records if one != survivor], by=by)


def name_givers(kind: str, groups_: Sequence[Sequence[Any]]) -> list[Any]:
    """Of each group of records the one whose name they have once they are merged as proposed."""
    used = Used(one for records in groups_ for one in records)
    named = [best_named(_survivor(kind, records), records, used) for records in groups_]
    return [next(one for one in records if one.pk == pk) for records, pk in zip(groups_, named, strict=True)]


def _survivor(kind: str, records: Sequence[Any]) -> Any:
    return merging.suggested_survivor(records, merging.fields(records, OWN[kind].FIELDS))


def merge_pairs(*, pairs: Sequence[DuplicatePair], by: Any) -> Merged:
    """Merge each group of proposals that hang together into the record that says most, fields by default.

    At most 500 pairs. What may not be merged by this person, or changed meanwhile, stays with its reason, as does a group
    in which two are known not to be the same; what was merged can be taken back with one undo of the batch.
    """
    by.require("people.change")
    at_most(len(pairs))
    mark = uuid.uuid4().hex[:16]
    done = Merged(batch=mark)
    with origin(batch=f"{BULK}{mark}"):
        for kind in sorted({pair.kind for pair in pairs}):
            of_kind = [pair for pair in pairs if pair.kind == kind]
            _merge_groups(kind, of_kind, by, done)
    return done


def merge_identical(kind: str, *, hold: Callable[[], None]) -> int:
    """Merge what has identical keys and names, as the company allowed; each with an event that can be taken back."""
    count = 0
    seen = 0
    rows = DuplicatePair.objects.filter(kind=kind, state=State.PROPOSED, identical=True).order_by("pk")
    while pairs := list(rows.filter(pk__gt=seen)[:100]):
        seen = pairs[-1].pk
        done = Merged()
        with origin(via="automation", batch=""):
            _merge_groups(kind, pairs, SYSTEM, done)
        count += done.gone
        hold()
    return count


def _judge(pair: DuplicatePair, by: Any, before: str, after: str, what: str) -> None:
    known = records_of([pair])
    records = [known[pair.kind, pk] for pk in pair.ids if (pair.kind, pk) in known]
    if len(records) < 2 or not all(by.can("people.view", one) for one in records):
        raise NotFound
    if not any(by.can("people.change", one) for one in records):
        raise NotAllowed
    with transaction.atomic():
        rows = DuplicatePair.objects.filter(pk=pair.pk, state=before)
        if rows.update(state=after, judged_at=timezone.now(), judged_by=by.pk):
            first, second = records
            log.append(
                by=by,
                verb=f"{pair.kind}.duplicate_{what}",
                subject=(pair.kind, first.pk),
                data={"pair": pair.pk, "other": second.pk, "name": second.name},
            )
            organisation.renew_counts()
    pair.refresh_from_db()


def _merge_groups(kind: str, pairs: Sequence[DuplicatePair], by: Any, done: Merged) -> None:
    known = records_of(pairs)
    together = groups(pairs)
    for group, said in zip(together, apart(kind, together), strict=True):
        if said:
            done.refused += [(pair, str(SaidApart())) for pair in group]
        else:
            _merge_group(group, known, by, done)


def _merge_group(
    group: Sequence[DuplicatePair], known: dict[tuple[str, int], Any], by: Any, done: Merged
) -> None:
    kind = group[0].kind
    ids = sorted({pk for pair in group for pk in pair.ids})
    found = [known[kind, pk] for pk in ids if (kind, pk) in known]
    records = found[:MOST]
    try:
        if len(records) < 2:
            raise NotFound
        survivor = _survivor(kind, records)
        others = [one for one in records if one != survivor]
        done.survivors.append(merge(survivor=survivor, others=others, by=by))
        done.gone += len(others)
        done.left += len(found) - len(records)
    except DomainError as error:
        done.refused += [(pair, str(error)) for pair in group]
