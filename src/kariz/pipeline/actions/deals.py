"""Creating, changing and putting away deals, one or many at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kariz.events.actions import log
from kariz.events.models import Event
from kariz.events.origin import current as current_origin
from kariz.localisation.text import fold
from kariz.organisation.queries.current import organisation
from kariz.people.models import Company, Contact
from kariz.people.queries.merged import survivor_of
from kariz.pipeline.actions import stage_work, trail
from kariz.pipeline.actions.deal_values import (
    base_amount,
    check_changes,
    check_new,
    countable,
    wrong_rate,
)
from kariz.pipeline.actions.moves import (
    CannotMove,
    DealMovedMeanwhile,
    advance_if_ready,
    check_in_use,
    pass_gates,
)
from kariz.pipeline.actions.refresh import (
    keep_missing,
    keep_next_step,
    keep_next_step_ids,
    missing_here,
    refresh,
)
from kariz.pipeline.models import Activity, Deal, LostReason, Outcome, Pipeline, Stage, StageVisit
from kariz.pipeline.queries.stages import Process, process_of
from kariz.pipeline.rules.facts import Read, facts_of_new
from kariz.records.actions import notifications
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
    resting_until: date | None = None
    ticks: dict[str, Any] = field(default_factory=dict)
    custom: dict[str, Any] = field(default_factory=dict)
    """{key: value} of custom fields."""


def create(*, new: NewDeal, by: Any) -> Deal:
    """Create one open deal. In a later stage it passes the gates before it, or gives a reason.

    Raises NotAllowed, FieldErrors, ReasonNeeded.
    """
    by.require("deal.create")
    check_new(new)
    if wrong := wrong_rate(new.currency, new.rate):
        raise FieldErrors(wrong)
    if new.external_id and Deal.objects.filter(external_id=new.external_id).exists():
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
    known = process or process_of(news[0].pipeline)
    with transaction.atomic():
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
    for deal in rows:
        if deal.is_open:
            keep_next_step(deal, due.get(deal.stage_id), None)
            keep_missing(deal, missing_here(facts_of_new(deal, read), process))
    deals = bulk.insert(rows)
    _write_history(deals, process, by_id=by.pk, how=how)
    _make_work([deal for deal in deals if deal.is_open], process)
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
        resting_until=new.resting_until,
        handed_over_at=new.closed_at if new.outcome == Outcome.WON else None,
        on_board=new.outcome == Outcome.OPEN,
        channel=new.channel,
        notes=new.notes,
        ticks=new.ticks,
        external_id=new.external_id,
        entered_stage_at=new.entered_stage_at or begun,
        created_at=begun,
        updated_at=now,
    )


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
                "left_at": deal.closed_at,
                "how": how,
                "entered_by": by_id,
            }
        )
        if deal.closed_at is None:
            states.append(trail.state_of(deal, at=deal.entered_stage_at, revision=revision))
            continue
        was_open = trail.state_of(deal, at=deal.entered_stage_at, revision=revision, until=deal.closed_at)
        was_open.outcome, was_open.on_board = Outcome.OPEN, True
        states += [was_open, trail.state_of(deal, at=deal.closed_at, revision=revision)]
    bulk.insert_values(StageVisit, visits)
    trail.insert_states(states)


def _make_work(deals: Sequence[Deal], process: Process) -> None:
    """The activities of each deal's stage; the soonest, whose time the deal has already, becomes its next step."""
    by_stage: dict[int, list[Deal]] = {}
    for deal in deals:
        by_stage.setdefault(deal.stage_id, []).append(deal)
    made = [
        values
        for stage_id, group in by_stage.items()
        for values in stage_work.activity_values(group, process.activities.get(stage_id, []))
    ]
    soonest: dict[int, tuple[datetime, int]] = {}
    for pk, values in zip(bulk.insert_values(Activity, made), made, strict=True):
        mine = (values["due_at"], pk)
        soonest[values["deal_id"]] = min(mine, soonest.get(values["deal_id"], mine))
    for deal in deals:
        deal.next_step_id = soonest[deal.pk][1] if deal.pk in soonest else None
    keep_next_step_ids(list(soonest))


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


def change(*, deal: Deal, by: Any, version: int | None = None, **values: Any) -> Deal:
    """Set fields named in CHANGEABLE. Raises NotAllowed, FieldErrors, DealMovedMeanwhile."""
    by.require("deal.change", deal)
    check_changes(values)
    with transaction.atomic():
        fresh = Deal.objects.select_related("stage", "pipeline", "company", "contact").get(pk=deal.pk)
        if version is not None and version != fresh.version:
            raise DealMovedMeanwhile(fresh)
        check_in_use(fresh)
        made = custom_values.clean("deal", values.pop("custom", None))
        changes = _apply(fresh, values) | custom_values.put(fresh, "deal", made)
        if {"currency", "rate"} & set(values) and (wrong := wrong_rate(fresh.currency, fresh.rate)):
            raise FieldErrors(wrong)
        if not countable(fresh.amount, fresh.rate):
            raise FieldErrors({"amount": [_("The amount is too large.")]})
        if not changes:
            return fresh
        now = timezone.now()
        fresh.folded = fold(fresh.title)[:400]
        save_changed(fresh, [*values, "base_amount", "folded", *custom_values.COLUMNS], at=now)
        if {"amount", "rate", "owner", "expected_close"} & set(changes):
            trail.record_state([fresh], at=now, revision=fresh.pipeline.revision)
        refresh([fresh], touched=False)
        index.put("deal", [fresh])
        log.append(by=by, verb="deal.changed", subject=("deal", fresh.pk), deal_id=fresh.pk, changes=changes)
        if "owner" in changes:
            _tell_owner(fresh, by)
        # What was filled in may have been the last thing that the stage asked for.
        return advance_if_ready(fresh, by) or fresh


def _tell_owner(deal: Deal, by: Any) -> None:
    """A deal that somebody else gives is news for its new owner."""
    if deal.owner is None or deal.owner_id == by.pk or current_origin().via == "import":
        return
    data = {"by": getattr(by, "name", ""), "deal": deal.title}
    notifications.send_many(users=[deal.owner], kind="deal_given", data=data, url=f"/deals/{deal.pk}/")


def _apply(deal: Deal, values: dict[str, Any]) -> dict[str, list[Any]]:
    changes: dict[str, list[Any]] = {}
    for name, value in values.items():
        before = getattr(deal, name)
        if before != value:
            changes[name] = [plain(before), plain(value)]
            setattr(deal, name, value)
    deal.base_amount = base_amount(deal.amount, deal.rate)
    return changes


def plain(value: Any) -> Any:
    """`value` as the event log keeps it."""
    if value is None or isinstance(value, str | int | bool):
        return value
    if isinstance(value, date):
        return value.isoformat()
    return value.pk if hasattr(value, "pk") else str(value)


def save_changed(deal: Deal, fields: Sequence[str], *, at: datetime) -> None:
    """Write `fields` against the version that was read. Raises DealMovedMeanwhile."""
    values = {name: getattr(deal, name) for name in fields}
    saved = Deal.objects.filter(pk=deal.pk, version=deal.version).update(
        **values, version=F("version") + 1, updated_at=at
    )
    if not saved:
        raise DealMovedMeanwhile(Deal.objects.select_related("stage").get(pk=deal.pk))
    deal.version, deal.updated_at = deal.version + 1, at


def delete(*, deal: Deal, by: Any) -> Deal:
    """Put the deal in the bin, from which it can come back for 30 days."""
    return _binned(deal, by, at=timezone.now(), verb="deal.deleted")


def restore(*, deal: Deal, by: Any) -> Deal:
    """Take the deal out of the bin."""
    return _binned(deal, by, at=None, verb="deal.restored")


def _binned(deal: Deal, by: Any, *, at: datetime | None, verb: str) -> Deal:
    by.require("deal.delete", deal)
    with transaction.atomic():
        fresh = Deal.objects.select_related("pipeline", "stage").get(pk=deal.pk)
        if (fresh.deleted_at is None) == (at is None):
            return fresh
        if at is None and fresh.pipeline.archived_at is not None:
            raise CannotMove(_("The pipeline of this deal is archived; bring the pipeline back first."))
        now = timezone.now()
        fresh.deleted_at = at
        fresh.on_board = at is None and shown_on_board(fresh)
        save_changed(fresh, ["deleted_at", "on_board"], at=now)
        if at is None:
            # Criteria and work may have changed while it lay in the bin.
            refresh([fresh])
        trail.record_state([fresh], at=now, revision=fresh.pipeline.revision)
        if at is None:
            index.put("deal", [fresh])
        else:
            index.remove("deal", [fresh.pk])
        log.append(
            by=by, verb=verb, subject=("deal", fresh.pk), deal_id=fresh.pk, data={"title": fresh.title}
        )
    return fresh


def shown_on_board(deal: Deal) -> bool:
    """Open, or won and not yet handed over."""
    return deal.is_open or (deal.outcome == Outcome.WON and deal.handed_over_at is None)


def undo_change(event: Event, by: Any) -> None:
    """Inverse of a change: each field back, if it still holds what the event gave it."""
    deal = Deal.objects.get(pk=event.subject_id)
    own, made = custom_values.split(event.changes)
    changed_again = any(plain(getattr(deal, name)) != after for name, (_before, after) in own.items())
    if changed_again or any(deal.custom.get(key) != after for key, (_before, after) in made.items()):
        raise DealMovedMeanwhile(Deal.objects.select_related("stage").get(pk=deal.pk))
    before = {name: field_value(Deal, name, pair[0]) for name, pair in own.items()}
    change(deal=deal, by=by, custom=custom_values.undone(made, "deal"), **before)


def undo_created(event: Event, by: Any) -> None:
    delete(deal=Deal.objects.get(pk=event.subject_id), by=by)


def undo_deleted(event: Event, by: Any) -> None:
    restore(deal=Deal.objects.get(pk=event.subject_id), by=by)


def field_value(model: Any, name: str, plain_value: Any) -> Any:
    """The value of a field from what the event log keeps of it."""
    column = model._meta.get_field(name)
    if column.is_relation and plain_value is not None:
        found = column.related_model._default_manager.get(pk=plain_value)
        return survivor_of(found) if isinstance(found, Company | Contact) else found
    return column.to_python(plain_value) if plain_value is not None else None
