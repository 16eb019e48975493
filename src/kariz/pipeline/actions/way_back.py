"""The inverse of a told history: the visits and states that stood before it are kept in its event."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kariz.events.actions.undo import CannotUndo
from kariz.events.models import Event
from kariz.pipeline.actions import trail
from kariz.pipeline.actions.moves import DealMovedMeanwhile, check_in_use
from kariz.pipeline.actions.refresh import refresh
from kariz.pipeline.models import Deal, DealState, StageVisit
from kariz.web import bulk

VISIT = ("stage_id", "entered_at", "left_at", "how", "entered_by", "reason", "undone")
STATE = (
    "valid_from",
    "valid_to",
    "pipeline_id",
    "stage_id",
    "outcome",
    "on_board",
    "base_amount",
    "owner_id",
    "expected_close",
    "revision",
)
DEAL = ("stage_id", "entered_stage_at", "created_at")
TIMES = {"entered_at", "left_at", "valid_from", "valid_to", "entered_stage_at", "created_at"}

Told = list[Any]
"""[stage, when it was entered, when it was left] of a visit, as the event keeps it."""


def told_of(visit: StageVisit) -> Told:
    return [
        visit.stage_id,
        visit.entered_at.isoformat(),
        visit.left_at.isoformat() if visit.left_at else None,
    ]


def kept(deals: Sequence[Deal], visits: Mapping[int, Sequence[StageVisit]]) -> dict[int, dict[str, Any]]:
    """{deal: {"deal", "visits", "states"}}: all that a history is about to replace, as JSON."""
    states: dict[int, list[dict[str, Any]]] = {}
    for state in DealState.objects.filter(deal__in=[deal.pk for deal in deals]).order_by("valid_from", "pk"):
        states.setdefault(state.deal_id, []).append(_as_json(state, STATE))
    return {
        deal.pk: {
            "deal": _as_json(deal, DEAL),
            "visits": [_as_json(visit, VISIT) for visit in visits.get(deal.pk, ())],
            "states": states.get(deal.pk, []),
        }
        for deal in deals
    }


def undo(event: Event, by: Any) -> None:
    """Put back what stood before the history was told.

    Raises NotAllowed, DealMovedMeanwhile where the deal went on, CannotUndo for events that kept nothing.
    """
    if "before" not in event.data:
        raise CannotUndo(_("This change cannot be undone."))
    deal = Deal.objects.select_related("pipeline", "stage").get(pk=event.subject_id)
    by.require("deal.change", deal)
    check_in_use(deal)
    before = event.data["before"]
    visits = StageVisit.objects.filter(deal=deal).order_by("entered_at", "pk")
    with transaction.atomic():
        if _moments(map(told_of, visits)) != _moments(event.data["told"]):
            raise DealMovedMeanwhile(deal)
        former = _values(before["deal"])
        saved = Deal.objects.filter(pk=deal.pk, version=deal.version).update(
            **former, version=F("version") + 1, updated_at=timezone.now()
        )
        if not saved:
            raise DealMovedMeanwhile(deal)
        visits.delete()
        bulk.insert([StageVisit(deal=deal, **_values(visit)) for visit in before["visits"]])
        _states_back(deal, event, [_values(state) for state in before["states"]])
        refresh([Deal.objects.select_related("pipeline", "stage", "company", "contact").get(pk=deal.pk)])


def _states_back(deal: Deal, event: Event, before: list[dict[str, Any]]) -> None:
    """The states of then, followed by those that came after the history was told."""
    states = DealState.objects.filter(deal=deal)
    later = states.filter(valid_from__gte=event.at).order_by("valid_from")
    first = later.values_list("valid_from", flat=True).first()
    states.filter(valid_from__lt=event.at).delete()
    if first is not None and before:
        before[-1]["valid_to"] = first
        later.filter(stage=deal.stage_id).update(stage=before[-1]["stage_id"])
    trail.insert_states([DealState(deal=deal, **state) for state in before])


def _as_json(record: Any, names: Iterable[str]) -> dict[str, Any]:
    return {name: _plain(getattr(record, name)) for name in names}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _values(kept: Mapping[str, Any]) -> dict[str, Any]:
    found = dict(kept)
    for name in TIMES & set(found):
        found[name] = datetime.fromisoformat(found[name]) if found[name] else None
    if found.get("expected_close"):
        found["expected_close"] = date.fromisoformat(found["expected_close"])
    return found


def _moments(told: Iterable[Told]) -> list[tuple[Any, ...]]:
    return sorted(
        (stage, datetime.fromisoformat(entered), datetime.fromisoformat(left) if left else None)
        for stage, entered, left in told
    )
