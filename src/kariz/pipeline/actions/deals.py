"""Creating and putting away deals, one or many at once; changing them stands in `deal_changes`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kariz.events.actions import log
from kariz.events.models import Event
from kariz.localisation.digits import to_latin
from kariz.localisation.text import fold
from kariz.organisation.queries.current import organisation
from kariz.people.models import Company, Contact
from kariz.pipeline.actions import stage_work, trail
from kariz.pipeline.actions.deal_bin import delete as delete
from kariz.pipeline.actions.deal_bin import restore as restore
from kariz.pipeline.actions.deal_changes import change as change
from kariz.pipeline.actions.deal_changes import change_all as change_all
from kariz.pipeline.actions.deal_changes import change_many as change_many
from kariz.pipeline.actions.deal_values import base_amount, check_new, wrong_rate
from kariz.pipeline.actions.moves import advance_if_ready, pass_gates
from kariz.pipeline.actions.refresh import (
    keep_missing,
    keep_next_step,
    missing_here,
)
from kariz.pipeline.models import Activity, Deal, LostReason, Outcome, Pipeline, Stage, StageVisit
from kariz.pipeline.queries.rates import rate_of
from kariz.pipeline.queries.stages import Process, process_of
from kariz.pipeline.rules.facts import Read, facts_of_new
from kariz.records.actions import kept_values
from kariz.records.custom import values as custom_values
from kariz.records.search import index
from kariz.web import bulk
from kariz.web.errors import FieldErrors


@dataclass(slots=True)
class NewDeal:
    """A deal to be. Amount in minor units. The last block is history that an import brings in."""

    title: str
    pipeline: Pipeline
    stage: Stage | None = None
    company: Company | None = None
    contact: Contact | None = None
    owner: Any = None
    amount: int | None = None
    currency: str = ""
    rate: Decimal = Decimal(1)
    expected_close: date | None = None
    channel: str = ""
    notes: str = ""
    external_id: str = ""
    reason: str = ""
    """Why a deal begins in a later stage although earlier gates are unmet."""
    created_at: datetime | None = None
    entered_stage_at: datetime | None = None
    outcome: str = Outcome.OPEN
    closed_at: datetime | None = None
    lost_reason: LostReason | None = None
    outcome_note: str = ""
    resting_until: date | None = None
    handed_over_at: datetime | None = None
    """Of a won deal, where it was not handed over as it was won."""
    waits: bool = False
    """It is won, and still to be handed over."""
    ticks: dict[str, Any] = field(default_factory=dict)
    custom: dict[str, Any] = field(default_factory=dict)
    """{key: value} of custom fields."""
    step_follows: bool = False
    """The day of its next step is brought besides: what the stage plans by itself gets no day."""


def create(*, new: NewDeal, by: Any) -> Deal:
    """Create one open deal. In a later stage it passes the gates before it, or gives a reason.

    Raises NotAllowed, FieldErrors, ReasonNeeded.
    """
    by.require("deal.create")
    check_new(new)
    if new.rate == 1 and new.currency:
        new = replace(new, rate=rate_of(new.currency) or new.rate)
    if wrong := wrong_rate(new.currency, new.rate):
        raise FieldErrors(wrong)
    if new.external_id and Deal.objects.filter(external_id=to_latin(new.external_id)).exists():
        raise FieldErrors({"external_id": [_("Another deal has this number already.")]})
    process = process_of(new.pipeline)
    with transaction.atomic():
        [deal] = _insert([new], process, by=by, how=StageVisit.How.CREATED)
        if process.index(deal.stage_id) > 0:
            first = process.stages[0]
            started = Deal(
                pk=deal.pk, stage=first, ticks=deal.ticks, amount=deal.amount, base_amount=deal.base_amount
            )
            for name in (
                "company_id",
                "contact_id",
                "owner_id",
                "expected_close",
                "channel",
                "notes",
                "custom",
            ):
                setattr(started, name, getattr(deal, name))
            pass_gates(started, deal.stage, process, new.reason, insist=True)
        _tell_created([deal], by)
        return advance_if_ready(deal, by, process=process) or deal


def create_many(*, news: Sequence[NewDeal], by: Any, process: Process | None = None) -> list[Deal]:
    """Bring in up to 500 deals of one pipeline where they already are, with their dates and outcomes.

    An import states where deals stand, so their visits say "imported"; leaving the stage passes the gate.
    Raises NotAllowed, FieldErrors.
    """
    by.require("deal.create")
    if not news:
        return []
    for new in news:
        check_new(new)
        custom_values.clean("deal", new.custom)
    known = process or process_of(news[0].pipeline)
    with transaction.atomic(savepoint=False):
        deals = _insert(news, known, by=by, how=StageVisit.How.IMPORTED)
        _tell_created(deals, by)
    return deals


def _insert(news: Sequence[NewDeal], process: Process, *, by: Any, how: StageVisit.How) -> list[Deal]:
    now, base = timezone.now(), organisation().currency
    rows = [_row(new, process, base, now) for new in news]
    for deal, new in zip(rows, news, strict=True):
        if new.custom:
            custom_values.put(deal, "deal", custom_values.clean("deal", new.custom))
    due = stage_work.first_due(process.activities)
    read = Read(companies=[deal.company_id for deal in rows])
    for deal, new in zip(rows, news, strict=True):
        if deal.is_open:
            keep_next_step(deal, None if new.step_follows else due.get(deal.stage_id), None)
        if not deal.has_ended:
            keep_missing(deal, missing_here(facts_of_new(deal, read), process))
    # Who brings in two hundred old deals wants one next step of each, not all that a new one would begin with.
    brought = how == StageVisit.How.IMPORTED
    waiting = [deal for deal in rows if deal.is_open and not (brought and deal.next_step_at is None)]
    planned = _plan_work(waiting, process, first_only=brought)
    deals = bulk.insert(rows)
    kept_values.put("deal", rows, new=True)
    _write_history(deals, process, by_id=by.pk, how=how)
    _write_work(planned)
    index.put("deal", deals, new=True)
    return deals  # type: ignore[return-value]


def _row(new: NewDeal, process: Process, base: str, now: datetime) -> Deal:
    stage = new.stage or process.stages[0]
    begun = new.created_at or now
    return bulk.new(
        Deal,
        pipeline=process.pipeline,
        stage=stage,
        title=new.title.strip(),
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
        closed_at=None if new.outcome == Outcome.OPEN else (new.closed_at or now),
        lost_reason=new.lost_reason,
        outcome_note=new.outcome_note,
        resting_until=new.resting_until,
        handed_over_at=_handed_over(new),
        on_board=new.outcome == Outcome.OPEN or (new.outcome == Outcome.WON and new.waits),
        channel=new.channel,
        notes=new.notes,
        ticks=new.ticks,
        external_id=to_latin(new.external_id),
        entered_stage_at=new.entered_stage_at or begun,
        created_at=begun,
        updated_at=now,
    )


def _handed_over(new: NewDeal) -> datetime | None:
    won = new.outcome == Outcome.WON and not new.waits
    return (new.handed_over_at or new.closed_at) if won else None


def _write_history(
    deals: Sequence[Deal], process: Process, *, by_id: int | None, how: StageVisit.How
) -> None:
    """One visit and state for an open deal; a closed one was open from its creation to its closing."""
    revision = process.pipeline.revision
    visits, states = [], []
    for deal in deals:
        visits.append(
            {
                "deal_id": deal.pk,
                "stage_id": deal.stage_id,
                "entered_at": deal.entered_stage_at,
                "left_at": deal.handed_over_at if deal.outcome == Outcome.WON else deal.closed_at,
                "how": how,
                "entered_by": by_id,
            }
        )
        if deal.closed_at is None:
            states.append(trail.state_of(deal, at=deal.entered_stage_at, revision=revision))
            continue
        was_open = trail.state_of(deal, at=deal.entered_stage_at, revision=revision, until=deal.closed_at)
        was_open.outcome, was_open.on_board = Outcome.OPEN, True
        states.append(was_open)
        if deal.outcome == Outcome.WON and deal.handed_over_at != deal.closed_at:
            until = deal.handed_over_at
            waits = trail.state_of(deal, at=deal.closed_at, revision=revision, until=until)
            waits.on_board = True
            states.append(waits)
        if deal.outcome != Outcome.WON or deal.handed_over_at:
            ended = deal.handed_over_at or deal.closed_at
            states.append(trail.state_of(deal, at=ended, revision=revision))
    bulk.insert_values(StageVisit, visits)
    trail.insert_states(states)


def _plan_work(
    deals: Sequence[Deal], process: Process, *, first_only: bool
) -> list[tuple[Deal, dict[str, Any]]]:
    """The activities of each deal's stage, numbered beforehand: the deal is written with its next step, not twice."""
    by_stage: dict[int, list[Deal]] = {}
    for deal in deals:
        by_stage.setdefault(deal.stage_id, []).append(deal)
    made = []
    for stage_id, group in by_stage.items():
        templates = process.activities.get(stage_id, [])
        if first_only:
            templates = stage_work.first_of(templates)
        owners = (deal for deal in group for _template in templates)
        made += list(zip(owners, stage_work.activity_values(group, templates), strict=True))
    for pk, (deal, values) in zip(bulk.numbers(Activity, len(made)), made, strict=True):
        values["id"] = pk
        if deal.next_step_at is None:
            values["due_at"] = None
        elif deal.next_step_id is None and values["due_at"] == deal.next_step_at:
            deal.next_step_id = pk
    return made


def _write_work(planned: Sequence[tuple[Deal, dict[str, Any]]]) -> None:
    bulk.insert_values(Activity, [{**values, "deal_id": deal.pk} for deal, values in planned])


def _tell_created(deals: Sequence[Deal], by: Any) -> None:
    log.append_many(
        [
            log.Draft(
                by,
                "deal.created",
                ("deal", deal.pk),
                deal.pk,
                {"stage": [None, deal.stage_id], "outcome": [None, str(deal.outcome)]},
                {"title": deal.title},
            )
            for deal in deals
        ]
    )


def undo_created(event: Event, by: Any) -> None:
    delete(deal=Deal.objects.get(pk=event.subject_id), by=by)
