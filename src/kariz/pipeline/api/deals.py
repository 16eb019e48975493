"""Deals: create, read, change, list, move, close, rest, undo."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from ninja import Field, Query, Router

from kariz.access.request import SignedInRequest
from kariz.events.actions.undo import undo
from kariz.events.queries import timeline
from kariz.pipeline.actions import closures, corrections, deals, moves
from kariz.pipeline.api import found, shown
from kariz.pipeline.api.schemas import (
    ClosureIn,
    ClosurePatch,
    DealIn,
    DealOut,
    DealPatch,
    DealReadOut,
    HandOverIn,
    MoveIn,
    MoveOut,
    RestIn,
)
from kariz.pipeline.models import Deal, LostReason, Pipeline
from kariz.pipeline.queries import lists
from kariz.pipeline.queries.story_kinds import narrowed
from kariz.pipeline.queries.table import totals_of
from kariz.records.api.events import EventOut, event_out, page_out
from kariz.records.api.listed import DealTotalsOut, TableParams, TotalsParams
from kariz.records.tables import table_of
from kariz.records.tables.listed import page_values, totals
from kariz.web.api import encoded
from kariz.web.errors import FieldErrors
from kariz.web.paging import Page, PageParams
from kariz.web.today_only import today_only

router = Router()


class DealParams(TableParams):
    quick: str = Field(
        "", description="late, today, none (no next step), missing or blocked, as on the page."
    )


class DealTotalsParams(TotalsParams):
    quick: str = Field("", description="As of the list.")


@router.get("", response=Page[DealOut])
def list_deals(request: HttpRequest, page: Query[DealParams]) -> HttpResponse:
    """What was changed last comes first, unless `sort` says otherwise; filters and orders are those of the page, but deals
    of every outcome are listed: `outcome=open` for some alone."""
    user: Any = request.user
    user.require("deal.view")
    today_only(request)
    listed = page_values(
        table_of("deals"),
        lists.every(user, request.GET),
        request.GET,
        page,
        sort=page.sort,
        read=shown.DEAL_COLUMNS,
        item=shown.deal_row_out,
    )
    # Made of our own columns: checking every value once more would take as long as reading them.
    return HttpResponse(encoded(listed), content_type="application/json")


@router.get("/totals", response=DealTotalsOut)
def total_deals(request: HttpRequest, asked: Query[DealTotalsParams]) -> dict[str, Any]:
    """How many deals the filters of the list mean, what they come to, and with `group` the same of each group:
    `/deals/totals?outcome=open&group=stage`."""
    user: Any = request.user
    user.require("deal.view")
    today_only(request)
    table = replace(table_of("deals"), rows=lists.every)
    weighted = totals_of(lists.every(user, request.GET)).weighted
    return totals(table, user, request.GET) | {"weighted_sum": weighted}


@router.post("", response={201: DealOut})
def create_deal(request: HttpRequest, body: DealIn) -> tuple[int, dict[str, Any]]:
    user: Any = request.user
    user.require("deal.create")
    values = found.referred(user, body.dict())
    stage = values["stage"]
    values["pipeline"] = values["pipeline"] or (stage.pipeline if stage else default_pipeline())
    if "owner" not in body.model_fields_set:
        values["owner"] = user
    return 201, shown.deal_out(deals.create(new=deals.NewDeal(**values), by=user))


def default_pipeline() -> Pipeline:
    """The first live pipeline. Raises FieldErrors when there is none yet."""
    pipeline = Pipeline.objects.filter(archived_at=None).first()
    if pipeline is None:
        raise FieldErrors({"pipeline": [_("There is no pipeline yet; make one first.")]})
    return pipeline


@router.get("/{int:deal_id}", response=DealReadOut)
def read_deal(request: HttpRequest, deal_id: int) -> dict[str, Any]:
    """With `what_next`: the next step, the stage that follows, and what this one still asks for."""
    deal = found.visible_deal(request.user, deal_id)
    return shown.deal_out(deal) | {"what_next": shown.what_next(deal)}


@router.patch("/{int:deal_id}", response=DealOut)
def change_deal(request: HttpRequest, deal_id: int, body: DealPatch) -> dict[str, Any]:
    """Only the fields given change. With `version`, 409 `stale` when somebody was faster."""
    user: Any = request.user
    deal = found.visible_deal(user, deal_id)
    values = body.dict(exclude_unset=True)
    version = values.pop("version", None)
    for name in ("currency", "rate", "channel", "notes", "created_at"):
        if name in values and values[name] is None:
            raise FieldErrors({name: [_("This cannot be null.")]})
    changed = deals.change(deal=deal, by=user, version=version, **found.referred(user, values))
    return shown.deal_out(changed)


@router.delete("/{int:deal_id}", response={204: None})
def delete_deal(request: HttpRequest, deal_id: int) -> tuple[int, None]:
    """Into the bin, from which it can come back for 30 days."""
    deals.delete(deal=found.visible_deal(request.user, deal_id), by=request.user)
    return 204, None


@router.post("/{int:deal_id}/restoration", response={201: DealOut})
def restore_deal(request: HttpRequest, deal_id: int) -> tuple[int, dict[str, Any]]:
    return 201, shown.deal_out(deals.restore(deal=found.visible_deal(request.user, deal_id), by=request.user))


@router.post("/{int:deal_id}/moves", response={201: MoveOut})
def move_deal(request: HttpRequest, deal_id: int, body: MoveIn) -> tuple[int, dict[str, Any]]:
    """201 with `warnings`; 409 `move_refused` with `missing`, 409 `reason_needed`, or 409 `stale`."""
    deal = found.visible_deal(request.user, deal_id)
    stage = found.referred(request.user, {"stage": body.stage})["stage"]
    result = moves.move(deal=deal, to=stage, by=request.user, reason=body.reason, version=body.version)
    return 201, {
        "deal": shown.deal_out(result.deal),
        "warnings": [one.as_json() for one in result.warnings],
        "event": result.event.pk if result.event else None,
    }


@router.post("/{int:deal_id}/closure", response={201: DealOut})
def close_deal(request: HttpRequest, deal_id: int, body: ClosureIn) -> tuple[int, dict[str, Any]]:
    deal = found.visible_deal(request.user, deal_id)
    return 201, shown.deal_out(_close(deal, request.user, body))


def _close(deal: Deal, user: Any, body: ClosureIn) -> Deal:
    if body.outcome == "won":
        reason = body.note or (body.reason if isinstance(body.reason, str) else "")
        return closures.win(deal=deal, by=user, reason=reason, version=body.version, closed_on=body.closed_on)
    if body.outcome == "lost":
        reasons = LostReason.objects.filter(retired_at=None)
        chosen = reasons.filter(pk=body.reason).first() if isinstance(body.reason, int) else None
        note = body.note
        if chosen is None and isinstance(body.reason, str) and body.reason.strip():
            chosen, note = (
                reasons.filter(template=LostReason.OTHER).first() or reasons.last(),
                note or body.reason,
            )
        return closures.lose(
            deal=deal,
            by=user,
            lost_reason=chosen,
            note=note,
            version=body.version,
            closed_on=body.closed_on,
        )
    raise FieldErrors({"outcome": [_("Say won or lost.")]})


@router.patch("/{int:deal_id}/closure", response=DealOut)
def correct_closure(request: HttpRequest, deal_id: int, body: ClosurePatch) -> dict[str, Any]:
    """Correct how a closed deal ended: the day, of a loss its reason and words, of a rest the day of return. 422 for an
    open deal, a day still to come (`resting_until`: not to come); with `version`, 409 `stale` when somebody was faster."""
    deal = found.visible_deal(request.user, deal_id)
    reason = None
    if body.reason is not None:
        reason = LostReason.objects.filter(pk=body.reason, retired_at=None).first()
        if reason is None:
            raise FieldErrors({"reason": [_("Choose from the list.")]})
    said = corrections.Said(body.closed_on, reason, body.note, body.resting_until)
    return shown.deal_out(corrections.correct(deal=deal, by=request.user, said=said, version=body.version))


@router.delete("/{int:deal_id}/closure", response=DealOut)
def reopen_deal(request: HttpRequest, deal_id: int, version: int | None = None) -> dict[str, Any]:
    deal = found.visible_deal(request.user, deal_id)
    return shown.deal_out(closures.reopen(deal=deal, by=request.user, version=version))


@router.post("/{int:deal_id}/rest", response={201: DealOut})
def rest_deal(request: HttpRequest, deal_id: int, body: RestIn) -> tuple[int, dict[str, Any]]:
    deal = found.visible_deal(request.user, deal_id)
    return 201, shown.deal_out(closures.rest(deal=deal, by=request.user, **body.dict()))


@router.post("/{int:deal_id}/handover", response={201: DealOut})
def hand_over_deal(request: HttpRequest, deal_id: int, body: HandOverIn) -> tuple[int, dict[str, Any]]:
    deal = found.visible_deal(request.user, deal_id)
    return 201, shown.deal_out(closures.hand_over(deal=deal, by=request.user, **body.dict()))


@router.get("/{int:deal_id}/events", response=Page[EventOut])
def deal_events(
    request: SignedInRequest, deal_id: int, page: Query[PageParams], verb: str = ""
) -> dict[str, Any]:
    """`verb`: moves, activities, comments, values, people, or verbs such as `deal.moved`; comma between several."""
    deal = found.visible_deal(request.user, deal_id)
    return page_out(timeline.of_deal(deal.pk).filter(narrowed(verb)), page, request.user)


@router.post("/{int:deal_id}/events/{int:event_id}/undo", response={201: EventOut})
def undo_event(request: SignedInRequest, deal_id: int, event_id: int) -> tuple[int, dict[str, Any]]:
    request.user.require("event.undo")
    deal = found.visible_deal(request.user, deal_id)
    event = found.one(timeline.of_deal(deal.pk), event_id)
    return 201, event_out(undo(event=event, by=request.user), request.user)
