"""What doing one thing to up to 500 deals shares, whether they are closed or put in the bin."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from kariz.people.errors import at_most
from kariz.pipeline.actions.moves import DealMovedMeanwhile
from kariz.pipeline.models import Deal
from kariz.web import bulk_updates
from kariz.web.changes import Outcome
from kariz.web.errors import DomainError, NotFound

Chosen = Sequence[tuple[Deal, int | None]]
"""Deals and the version in which each was seen; None where it does not matter."""


@dataclass(slots=True)
class Taken:
    """One of them on its way. `fresh` is the deal as it is now, `error` tells why it is left."""

    given: Deal
    seen: int | None
    fresh: Deal | None = None
    error: DomainError | None = None
    before: dict[str, Any] = field(default_factory=dict)

    @property
    def deal(self) -> Deal:
        if self.fresh is None:
            raise NotFound()
        return self.fresh


def take(chosen: Chosen, by: Any, capability: str) -> list[Taken]:
    """The deals as they are now, held until they are written; refused where `by` may not, or another was faster."""
    at_most(len(chosen))
    taken = [Taken(deal, seen) for deal, seen in chosen]
    tried(taken, lambda one: by.require(capability, one.given))
    asked = [one.given.pk for one in taken if one.error is None]
    rows = Deal.objects.select_related("stage", "pipeline").order_by("pk").filter(pk__in=asked)
    found = {deal.pk: deal for deal in rows.select_for_update(of=("self",))}
    for one in taken:
        one.fresh = found.get(one.given.pk)
    tried(taken, lambda one: _check(one, by, capability))
    return taken


def _check(one: Taken, by: Any, capability: str) -> None:
    # Somebody may have given the deal away since it was loaded.
    by.require(capability, one.deal)
    if one.seen is not None and one.seen != one.deal.version:
        raise DealMovedMeanwhile(one.deal)


def tried(taken: Iterable[Taken], check: Callable[[Taken], Any]) -> None:
    """Put every deal that is not refused yet through `check`, which raises DomainError."""
    for one in taken:
        if one.error is None:
            try:
                check(one)
            except DomainError as error:
                one.error = error


def write(taken: Sequence[Taken], columns: Sequence[str], *, at: datetime) -> None:
    """Write these columns of the deals that are not refused."""
    going = [one for one in taken if one.error is None]
    for one in going:
        one.deal.updated_at = at
    rows = [
        (one.deal.pk, {name: getattr(one.deal, name) for name in (*columns, "updated_at")}) for one in going
    ]
    written = bulk_updates.write(Deal, rows, seen=[one.deal.version for one in going])
    for one in going:
        if one.deal.pk not in written:
            one.error = DealMovedMeanwhile(Deal.objects.select_related("stage").get(pk=one.deal.pk))
        else:
            one.deal.version += 1


def deals_of(taken: Iterable[Taken]) -> list[Deal]:
    """Those that went."""
    return [one.deal for one in taken if one.error is None]


def by_pipeline(deals: Iterable[Deal]) -> Iterator[list[Deal]]:
    groups: dict[int, list[Deal]] = {}
    for deal in deals:
        groups.setdefault(deal.pipeline_id, []).append(deal)
    yield from groups.values()


def outcomes(taken: Iterable[Taken]) -> list[Outcome]:
    return [one.error for one in taken]


def the_one(taken: Sequence[Taken]) -> Deal:
    """The deal of a set of one. Raises what it ran into."""
    [one] = taken
    if one.error is not None:
        raise one.error
    return one.deal
