"""The moment a deal began, corrected: its first visit and state, which began with it, begin then as well."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kariz.organisation.queries.current import organisation
from kariz.pipeline.actions import endings
from kariz.pipeline.models import Deal, DealState, StageVisit
from kariz.web import bulk_updates
from kariz.web.errors import FieldErrors

Begun = tuple[Deal, datetime]
"""A deal with its new `created_at`, and the one before."""


def moment_on(deal: Deal, day: date) -> datetime:
    """When a deal began that began on that day, in the company's zone; of the day that is known, the known moment."""
    zone = ZoneInfo(organisation().timezone)
    return (
        deal.created_at
        if deal.created_at.astimezone(zone).date() == day
        else datetime.combine(day, time(), zone)
    )


def may_begin(deal: Deal, at: datetime) -> bool:
    """Would all that is known of the deal still come after its beginning?"""
    visits, states = _firsts([deal])
    return _fits(deal, at, deal.created_at, visits.get(deal.pk), states.get(deal.pk))


def move(begun: Sequence[Begun]) -> dict[int, FieldErrors]:
    """Let histories begin with their deals. Two queries, and two statements; gives why others cannot, by their ids."""
    visits, states = _firsts([deal for deal, _before in begun])
    refused: dict[int, FieldErrors] = {}
    for deal, before in begun:
        at, visit, state = deal.created_at, visits.get(deal.pk), states.get(deal.pk)
        if not _fits(deal, at, before, visit, state):
            text = _("The deal was closed, or moved on, before that day.")
            if at > timezone.now():
                text = _("This day is still to come.")
            elif at < timezone.now() - endings.LONGEST_AGO:
                text = _("This day is too long ago; look at the year.")
            refused[deal.pk] = FieldErrors({"created_at": [text]})
            continue
        if deal.entered_stage_at == before:
            deal.entered_stage_at = at
        if visit and visit.entered_at == before:
            visit.entered_at = at
        if state and state.valid_from == before:
            state.valid_from = at
    going = [deal.pk for deal, _before in begun if deal.pk not in refused]
    _write(StageVisit, "entered_at", [visits[pk] for pk in going if pk in visits])
    _write(DealState, "valid_from", [states[pk] for pk in going if pk in states])
    return refused


def _firsts(deals: Sequence[Deal]) -> tuple[dict[int, StageVisit], dict[int, DealState]]:
    ids = [deal.pk for deal in deals]
    visits = StageVisit.objects.filter(deal__in=ids, undone=False).order_by("entered_at", "pk")
    states = DealState.objects.filter(deal__in=ids).order_by("valid_from", "pk")
    return _first_of(visits), _first_of(states)


def _first_of(rows: QuerySet[Any]) -> dict[int, Any]:
    found: dict[int, Any] = {}
    for row in rows:
        found.setdefault(row.deal_id, row)
    return found


def _fits(
    deal: Deal, at: datetime, before: datetime, visit: StageVisit | None, state: DealState | None
) -> bool:
    ends = [timezone.now(), deal.closed_at]
    if visit:
        ends.append(visit.left_at if visit.entered_at == before else visit.entered_at)
    if state:
        ends.append(state.valid_to if state.valid_from == before else state.valid_from)
    # A slip in the year would stretch every chart.
    return at >= timezone.now() - endings.LONGEST_AGO and all(end is None or at <= end for end in ends)


def _write(model: Any, name: str, rows: Sequence[Any]) -> None:
    bulk_updates.write(model, [(row.pk, {name: getattr(row, name)}) for row in rows])
