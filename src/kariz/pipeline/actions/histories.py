"""Bringing in deals with their whole past: every stay, touch and obstacle as it was."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from kariz.events.actions import log
from kariz.localisation.text import fold
from kariz.organisation.queries.current import organisation
from kariz.people.models import Contact
from kariz.pipeline.actions import trail
from kariz.pipeline.actions.deal_values import base_amount, shown_on_board
from kariz.pipeline.actions.deals import NewDeal
from kariz.pipeline.actions.refresh import refresh
from kariz.pipeline.models import (
    Activity,
    CommitteeMember,
    Deal,
    DealLine,
    DealState,
    Obstacle,
    Outcome,
    Product,
    Stage,
    StageActivity,
    StageVisit,
)
from kariz.pipeline.queries.findable import is_new_findable
from kariz.pipeline.queries.stages import Process
from kariz.records.search import index
from kariz.web import bulk


@dataclass(slots=True)
class Touch:
    """An activity of the past, or with `done_at` None one that is still to come."""

    kind: str
    name: str = ""
    template: StageActivity | None = None
    due_at: datetime | None = None
    done_at: datetime | None = None
    result: str = ""
    participants: Sequence[Contact] = ()


@dataclass(slots=True)
class Hurdle:
    kind: str
    text: str
    opened_at: datetime
    cleared_at: datetime | None = None


@dataclass(slots=True)
class Past:
    """A deal (its `new.stage`, outcome and times are where it is now) and how it came there."""

    new: NewDeal
    stays: list[tuple[Stage, datetime]]
    """Each stage entered and when, in order; the last is where the deal is or was closed."""
    touches: list[Touch] = field(default_factory=list)
    hurdles: list[Hurdle] = field(default_factory=list)
    members: list[tuple[Contact, str, str]] = field(default_factory=list)
    lines: list[tuple[Product, int, int]] = field(default_factory=list)
    """(product, quantity, unit price)"""
    handed_over_at: datetime | None = None


def bring_in(*, pasts: Sequence[Past], process: Process, by: Any, told_by_owners: bool = False) -> list[Deal]:
    """Write up to 500 deals of one pipeline with their past, in one transaction. Raises NotAllowed.

    The log says that `by` did it; `told_by_owners` is for owners who are made up themselves, as in the sample.
    """
    by.require("deal.create")
    base = organisation().currency
    with transaction.atomic():
        deals = bulk.insert([_deal(past, process, base) for past in pasts])
        pairs = list(zip(deals, pasts, strict=True))
        doers = {deal.pk: (told_by_owners and past.new.owner) or by for deal, past in pairs}
        _write_trail(pairs, process, doers)
        _write_around(pairs)
        log.append_many([draft for deal, past in pairs for draft in _drafts(deal, past, doers[deal.pk])])
        refresh(deals, process=process)
        index.put("deal", deals)
    return deals  # type: ignore[return-value]


def _deal(past: Past, process: Process, base: str) -> Deal:
    new = past.new
    stage, entered = past.stays[-1]
    deal = Deal(
        pipeline=process.pipeline,
        stage=stage,
        title=new.title,
        folded=fold(new.title)[:400],
        company=new.company,
        contact=new.contact,
        owner=new.owner,
        amount=new.amount,
        currency=new.currency or base,
        rate=new.rate,
        base_amount=base_amount(new.amount, new.rate),
        expected_close=new.expected_close,
        outcome=new.outcome,
        closed_at=new.closed_at,
        lost_reason=new.lost_reason,
        resting_until=new.resting_until,
        handed_over_at=past.handed_over_at,
        channel=new.channel,
        notes=new.notes,
        ticks=new.ticks,
        external_id=new.external_id,
        entered_stage_at=entered,
        created_at=past.stays[0][1],
        updated_at=max([entered, *(touch.done_at for touch in past.touches if touch.done_at)]),
    )
    deal.on_board = shown_on_board(deal)
    return deal


def _write_trail(pairs: list[tuple[Deal, Past]], process: Process, doers: dict[int, Any]) -> None:
    visits: list[StageVisit] = []
    states: list[DealState] = []
    for deal, past in pairs:
        leaving = [at for _stage, at in past.stays[1:]] + [left_at(deal, past)]
        for number, ((stage, at), left) in enumerate(zip(past.stays, leaving, strict=True)):
            how = StageVisit.How.MOVED if number else StageVisit.How.CREATED
            doer = doers[deal.pk].pk
            visits.append(
                StageVisit(deal=deal, stage=stage, entered_at=at, left_at=left, how=how, entered_by=doer)
            )
        states += states_of(deal, past, process.pipeline.revision)
    bulk.insert(visits)
    trail.insert_states(states)


def left_at(deal: Deal, past: Past) -> datetime | None:
    if deal.outcome == Outcome.WON:
        return past.handed_over_at
    return deal.closed_at


def states_of(deal: Deal, past: Past, revision: int) -> Iterator[DealState]:
    """One state a stay, then one for the closing and one for the hand-over."""
    moments = [at for _stage, at in past.stays]
    ends: list[datetime | None] = [*moments[1:], None]
    won_at = deal.closed_at if deal.outcome == Outcome.WON else None
    if deal.closed_at and deal.outcome != Outcome.WON:
        ends[-1] = deal.closed_at
    if past.handed_over_at:
        ends[-1] = past.handed_over_at
    for (stage, at), end in zip(past.stays, ends, strict=True):
        state = trail.state_of(deal, at=at, revision=revision, until=end)
        state.stage_id, state.on_board = stage.pk, True
        state.outcome = Outcome.WON if won_at and at >= won_at else Outcome.OPEN
        yield state
    if ends[-1]:
        yield trail.state_of(deal, at=ends[-1], revision=revision)


def _write_around(pairs: list[tuple[Deal, Past]]) -> None:
    made: list[tuple[Activity, Touch]] = []
    for deal, past in pairs:
        made += [(_activity(deal, touch), touch) for touch in past.touches]
    activities = [activity for activity, _touch in made]
    bulk.insert(activities)
    index.put("activity", [one for one in activities if is_new_findable(one)], new=True)
    through = Activity.participants.through
    bulk.insert(
        [
            through(activity_id=activity.pk, contact_id=contact.pk)
            for activity, touch in made
            for contact in touch.participants
        ]
    )
    bulk.insert(
        [
            Obstacle(
                deal=deal,
                kind=one.kind,
                text=one.text,
                owner_id=deal.owner_id,
                opened_at=one.opened_at,
                cleared_at=one.cleared_at,
            )
            for deal, past in pairs
            for one in past.hurdles
        ]
    )
    bulk.insert(
        [
            CommitteeMember(deal=deal, contact=contact, role=role, stance=stance)
            for deal, past in pairs
            for contact, role, stance in past.members
        ]
    )
    bulk.insert(
        [
            DealLine(
                deal=deal,
                product=product,
                title=product.name,
                quantity=quantity,
                unit_price=price,
                position=place,
            )
            for deal, past in pairs
            for place, (product, quantity, price) in enumerate(past.lines)
        ]
    )


def _activity(deal: Deal, touch: Touch) -> Activity:
    template = touch.template
    return Activity(
        deal=deal,
        contact=deal.contact,
        company=deal.company,
        owner_id=deal.owner_id,
        kind=touch.kind,
        name=touch.name or (template.name if template else ""),
        template="" if touch.name or template is None else template.template,
        source=template,
        due_at=touch.due_at,
        done_at=touch.done_at,
        result=touch.result,
        created_at=touch.done_at or deal.entered_stage_at,
    )


def _drafts(deal: Deal, past: Past, actor: Any) -> Iterator[log.Draft]:
    """The events of the past."""
    told: list[tuple[datetime, str, dict[str, Any], dict[str, Any]]] = []
    before: int | None = None
    for stage, at in past.stays:
        verb = "deal.created" if before is None else "deal.moved"
        told.append(
            (at, verb, {"stage": [before, stage.pk]}, {"title": deal.title} if before is None else {})
        )
        before = stage.pk
    for touch in past.touches:
        if touch.done_at:
            name = touch.name or (touch.template.title if touch.template else "")
            told.append((touch.done_at, "activity.done", {"result": ["", touch.result]}, {"name": name}))
    if deal.closed_at:
        verbs = {Outcome.WON: "deal.won", Outcome.LOST: "deal.lost", Outcome.RESTING: "deal.rested"}
        told.append(
            (deal.closed_at, verbs[Outcome(deal.outcome)], {"outcome": ["open", str(deal.outcome)]}, {})
        )
    if past.handed_over_at:
        told.append((past.handed_over_at, "deal.handed_over", {}, {}))
    now = timezone.now()
    for at, verb, changes, data in sorted(told, key=lambda one: one[0]):
        yield log.Draft(
            actor, verb, ("deal", deal.pk), deal.pk, changes, {**data, "past": True}, min(at, now)
        )
