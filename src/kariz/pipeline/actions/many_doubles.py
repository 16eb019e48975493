"""Many pairs of deals that are one, joined with one press and taken back with one undo."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext

from kariz.events.origin import BULK, origin
from kariz.pipeline.actions import doubled_deals
from kariz.pipeline.models import Deal
from kariz.pipeline.queries.doubles import said_apart
from kariz.pipeline.rules.doubled import CERTAIN, doubled, further
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

    At most AT_ONCE pairs. What may not be merged by this person, or changed meanwhile, stays with its reason; as does a pair
    by which deals would become one of which somebody said that they are two, or that are not like each other.
    """
    by.require("deal.change")
    done = Joined(batch=uuid.uuid4().hex[:16])
    chosen = list(pairs[:AT_ONCE])
    groups = {deal.pk: [deal] for pair in chosen for deal in pair}
    said = {(min(one.pk, other.pk), max(one.pk, other.pk)) for one, other in chosen}
    apart = said_apart(groups)
    stays = {pk: members[0] for pk, members in groups.items()}
    with origin(batch=f"{BULK}{done.batch}"):
        for one, other in chosen:
            mine, theirs = groups[one.pk], groups[other.pk]
            if mine is theirs:
                continue
            if not _are_one(mine, theirs, said, apart):
                done.refused.append(((one.pk, other.pk), gettext("Two of these are not the same deal.")))
            elif (kept := _merge(stays[one.pk], stays[other.pk], (one.pk, other.pk), by, done)) is not None:
                mine += theirs
                for deal in mine:
                    groups[deal.pk], stays[deal.pk] = mine, kept
    done.survivors = list({kept.pk: kept for pk, kept in stays.items() if len(groups[pk]) > 1}.values())
    return done


def _are_one(
    some: Sequence[Deal], others: Sequence[Deal], said: Collection[Pair], apart: Collection[Pair]
) -> bool:
    """Is each of these deals one with each of those: as a person `said`, or certainly?"""
    pairs = {(min(one.pk, other.pk), max(one.pk, other.pk)): (one, other) for one in some for other in others}
    return all(key not in apart and (key in said or _is_certain(*pair)) for key, pair in pairs.items())


def _is_certain(one: Deal, other: Deal) -> bool:
    likeness = doubled(one, other)
    return likeness is not None and likeness.score >= CERTAIN


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


def _merge(one: Deal, other: Deal, said: Pair, by: Any, done: Joined) -> Deal | None:
    """The one that stays; None, with the reason, where they may not be joined."""
    keep = further(one, other)
    gone = other if keep is one else one
    try:
        kept = doubled_deals.merge(deal=keep, other=gone, by=by)
    except DomainError as error:
        done.refused.append((said, str(error)))
        return None
    done.gone += 1
    return kept
