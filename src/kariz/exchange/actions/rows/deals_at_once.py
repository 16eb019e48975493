"""Deals of a chunk that are there already: what rows say of them is written together, as new deals are."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kariz.exchange.actions.at_work.context import Context, Result
from kariz.exchange.actions.at_work.errors import OneByOne
from kariz.exchange.actions.rows import deals_there, stopped, unchanged
from kariz.pipeline.actions import deals, placings
from kariz.pipeline.models import Deal
from kariz.web.changes import Change
from kariz.web.errors import DomainError


@dataclass(slots=True)
class _Waiting:
    at: int
    result: Result
    deal: Deal
    given: Mapping[str, Any]
    where: placings.Place | None


class Meeting:
    """Rows meet their deals, in their order. `there` are the rows with the deals whose lines may follow: those that had
    no other answer."""

    def __init__(self, context: Context, noted: Collection[int] = ()) -> None:
        """`noted`: deals that earlier rows of the import have given notes."""
        self._context, self._noted = context, set(noted)
        self._written: set[int] = set()
        self._waiting: dict[int, _Waiting] = {}
        self.there: list[tuple[Result, Deal | None]] = []

    def meet(self, result: Result, deal: Deal | None) -> None:
        """What a row says of its deal. Raises OneByOne where a row would be refused that others may stand on."""
        at = len(self.there)
        self.there.append((result, None))
        if deal is None or not deals_there.may_write(result, deal, self._context):
            if deal is None:
                deals_there.is_none(result)
            return
        if result.before:
            self._tell(at, result, deal)
            return
        unchanged.leave_out(result, deal, self._context)
        if deal.pk in self._waiting:
            self.write()
        if deal.pk in self._written:
            # A further row of the same deal is compared with what the ones before it made of it.
            deal.refresh_from_db()
        result.joins = deal.pk in self._noted
        if not self._context.at_once:
            if deals_there.update(result, deal, self._context):
                self._tell(at, result, deal)
            return
        try:
            plan = deals_there.plan(result, deal, self._context)
        except DomainError as error:
            raise OneByOne from error
        self._waiting[deal.pk] = _Waiting(at, result, deal, *plan)

    def write(self) -> None:
        """What waits, with few statements. Raises OneByOne."""
        waiting, by = list(self._waiting.values()), self._context.by
        self._waiting.clear()
        placed = [one for one in waiting if one.where is not None]
        rest = [one for one in waiting if one.where is None]
        try:
            if placed:
                changed = placings.place_many(
                    placings=[
                        placings.Placing(one.deal, one.where, one.given) for one in placed if one.where
                    ],
                    by=by,
                )
                for one, deal in zip(placed, changed, strict=True):
                    deals_there.end(one.result, one.deal, deal)
            changed = deals.change_all(changes=[Change(one.deal, one.given) for one in rest], by=by)
            results = [one.result for one in rest]
            for one, deal in zip(rest, self._move(results, changed), strict=True):
                deals_there.end(one.result, one.deal, deal)
        except DomainError as error:
            raise OneByOne from error
        for one in waiting:
            self._tell(one.at, one.result, one.deal)

    def _move(self, results: Sequence[Result], changed: Sequence[Deal]) -> list[Deal]:
        """The deals where their rows say; of those whose stage does not let them go, that is noted together."""
        moved = [
            deals_there.move(result, deal, self._context)
            for result, deal in zip(results, changed, strict=True)
        ]
        notes = {
            at: Change(deal, noted)
            for at, (result, deal) in enumerate(zip(results, moved, strict=True))
            if result.stopped and (noted := stopped.noted(result, deal, self._context))
        }
        for at, deal in zip(
            notes, deals.change_all(changes=list(notes.values()), by=self._context.by), strict=True
        ):
            moved[at] = deal
        return moved

    def _tell(self, at: int, result: Result, deal: Deal) -> None:
        self._written.add(deal.pk)
        if result.noted:
            self._noted.add(deal.pk)
        self.there[at] = result, deals_there.tell(result, deal, self._context)
