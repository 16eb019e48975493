"""Many pairs of deals that are one, joined with one press and taken back with one undo."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kariz.events.origin import BULK, origin
from kariz.pipeline.actions import doubled_deals
from kariz.pipeline.models import Deal
from kariz.pipeline.rules.doubled import further
from kariz.web.errors import DomainError

AT_ONCE = 100
"""Pairs; a request ends within seconds."""
MOST = 10
"""Deals that are joined by hand; more are seldom one."""
Pair = tuple[int, int]


@dataclass(slots=True)
class Joined:
    """What came of it: `batch` takes all of it back, `survivors` are the deals that stay, `gone` how many went into them,
    `refused` the pairs that stay two, each with why."""

    batch: str
    survivors: list[Deal] = field(default_factory=list)
    gone: int = 0
    refused: list[tuple[Pair, str]] = field(default_factory=list)


def merge_many(*, pairs: Sequence[tuple[Deal, Deal]], by: Any) -> Joined:
    """Of each pair the deal further along takes the other; where one went already, its survivor stands for it.

    At most AT_ONCE pairs. What may not be merged by this person, or changed meanwhile, stays with its reason.
    """
    by.require("deal.change")
    done = Joined(batch=uuid.uuid4().hex[:16])
    into: dict[int, Deal] = {}
    with origin(batch=f"{BULK}{done.batch}"):
        for pair in pairs[:AT_ONCE]:
            one, other = (_survivor(deal, into) for deal in pair)
            if one.pk != other.pk:
                _merge(one, other, (pair[0].pk, pair[1].pk), by, into, done)
    done.survivors = list(
        {deal.pk: deal for deal in (_survivor(deal, into) for deal in into.values())}.values()
    )
    return done


def merge_into(
    *, deal: Deal, others: Sequence[Deal], by: Any, versions: Mapping[int, int] | None = None
) -> Joined:
    """`deal` takes the others, one after another; those that may not go into it stay, with the reason. `versions`: {id: the
    version that was seen}, of the deals that are as they were."""
    by.require("deal.change", deal)
    done = Joined(batch=uuid.uuid4().hex[:16], survivors=[deal])
    seen = dict(versions or {})
    with origin(batch=f"{BULK}{done.batch}"):
        for other in others[: MOST - 1]:
            try:
                deal = doubled_deals.merge(deal=deal, other=other, by=by, versions=seen)
            except DomainError as error:
                done.refused.append(((deal.pk, other.pk), str(error)))
            else:
                done.gone += 1
                # Of the deal that stays, the version that was seen has just been written over by this very merge.
                seen.pop(deal.pk, None)
    done.survivors = [deal]
    return done


def _survivor(deal: Deal, into: dict[int, Deal]) -> Deal:
    while deal.pk in into:
        deal = into[deal.pk]
    return deal


def _merge(one: Deal, other: Deal, said: Pair, by: Any, into: dict[int, Deal], done: Joined) -> None:
    keep = further(one, other)
    gone = other if keep is one else one
    try:
        into[gone.pk] = doubled_deals.merge(deal=keep, other=gone, by=by)
    except DomainError as error:
        done.refused.append((said, str(error)))
    else:
        done.gone += 1
