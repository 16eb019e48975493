"""Changing what a deal holds: one, or up to 500 at once, and taken back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.db.models import F, Model
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kariz.events.actions import log
from kariz.events.models import Event
from kariz.events.origin import JOIN
from kariz.events.origin import current as current_origin
from kariz.localisation.text import fold
from kariz.organisation.queries.current import organisation
from kariz.people.errors import at_most
from kariz.people.models import Company, Contact
from kariz.people.queries.merged import survivor_of
from kariz.pipeline.actions import beginnings, line_prices, trail, work_along
from kariz.pipeline.actions.deal_values import base_amount, check_changes, countable, wrong_rate
from kariz.pipeline.actions.moves import DealMovedMeanwhile, advance_if_ready, check_in_use
from kariz.pipeline.actions.refresh import KEPT, recompute
from kariz.pipeline.models import Deal
from kariz.pipeline.queries.rates import rates
from kariz.pipeline.queries.stages import process_of
from kariz.pipeline.queries.story_kinds import ALONG, GIVEN, PRICES
from kariz.records.actions import kept_values, notifications
from kariz.records.custom import values as custom_values
from kariz.records.search import index
from kariz.web import bulk_updates
from kariz.web.changes import Change, Outcome
from kariz.web.errors import DomainError, FieldErrors, NotFound

CUSTOMER = frozenset({"company", "contact"})
Went = Mapping[str, Mapping[int, Any]]
"""{what the event says of it: {deal: activities, or prices}}"""
ASIDE = frozenset({"custom", PRICES})
"""What is no column of a deal."""
SUMMED = frozenset({"amount", "rate", "owner", "expected_close"})
"""What an as-of read knows of a deal: a change of these begins a new state."""


@dataclass(slots=True)
class _Plan:
    """One change while it is checked and written. `fresh` is the deal as it is now."""

    given: Change
    fresh: Deal | None = None
    changes: dict[str, list[Any]] = field(default_factory=dict)
    error: DomainError | None = None

    @property
    def deal(self) -> Deal:
        if self.fresh is None:
            raise NotFound()
        return self.fresh


def change(*, deal: Deal, by: Any, version: int | None = None, **values: Any) -> Deal:
    """Set fields named in CHANGEABLE. Raises NotAllowed, FieldErrors, DealMovedMeanwhile."""
    [plan] = _change_many([Change(deal, values, version)], by)
    if plan.error is not None:
        raise plan.error
    return plan.deal


def change_all(*, changes: Sequence[Change], by: Any) -> list[Deal]:
    """The same for up to 500 deals, all or none: the deals as they are then. Raises what the first one raises."""
    at_most(len(changes))
    if not changes:
        return []
    with transaction.atomic(savepoint=False):
        plans = _change_many(changes, by)
        for plan in plans:
            if plan.error is not None:
                raise plan.error
    return [plan.deal for plan in plans]


def change_many(*, changes: Sequence[Change], by: Any) -> list[Outcome]:
    """The same for up to 500 deals, each on its own: what came of it. Few statements, one transaction.

    Where a stage that advances by itself refuses its deal, all of it fails with that error.
    """
    at_most(len(changes))
    return [plan.error for plan in _change_many(changes, by)]


def _change_many(
    changes: Sequence[Change],
    by: Any,
    only: Mapping[int, Sequence[int]] | None = None,
    back: Mapping[int, Sequence[int]] | None = None,
) -> list[_Plan]:
    """`only`: of the planned activities of a deal that changes hands, these alone go along; `back`: those to which a
    change that is taken back gave its contact."""
    plans = [_Plan(one) for one in changes]
    _allow(plans, by)
    with transaction.atomic():
        _read(plans)
        _allow_fresh(plans, by)
        _rate(plans)
        _assign(plans)
        _begin(plans)
        going = [plan for plan in plans if plan.error is None and plan.changes]
        by_pipeline: dict[int, list[_Plan]] = {}
        for plan in going:
            by_pipeline.setdefault(plan.deal.pipeline_id, []).append(plan)
        given: dict[int, list[int]] = {}
        for group in by_pipeline.values():
            given |= _write(group, back)
        along = work_along.hand_on({plan.deal.pk: plan.changes for plan in going}, only)
        wanted = {p.deal.pk: p.given.values[PRICES] for p in going if PRICES in p.given.values}
        _tell(going, by, {ALONG: along, GIVEN: given, PRICES: line_prices.turn(wanted)})
        for plan in going:
            # What was filled in may have been the last thing that the stage asked for.
            plan.fresh = advance_if_ready(plan.deal, by) or plan.deal
    return plans


def _rate(plans: Sequence[_Plan]) -> None:
    """Deals that get another currency and no rate take the company's, if there is one."""
    moving = [plan for plan in plans if plan.error is None and _moves(plan)]
    known = rates() if moving else {}
    for plan in moving:
        given = plan.given
        currency = given.values["currency"]
        if rate := Decimal(1) if currency == organisation().currency else known.get(currency):
            plan.given = Change(given.record, {**given.values, "rate": rate}, given.version)


def _moves(plan: _Plan) -> bool:
    values = plan.given.values
    currency = values.get("currency")
    return bool(currency) and "rate" not in values and currency != plan.deal.currency


def _allow(plans: Sequence[_Plan], by: Any) -> None:
    """Refuses what may not be changed, or not to that; values that several share are looked at once."""
    known: dict[int, DomainError | None] = {}
    for plan in plans:
        try:
            by.require("deal.change", plan.given.record)
        except DomainError as error:
            plan.error = error
            continue
        key = id(plan.given.values)
        if key not in known:
            known[key] = _wrong(dict(plan.given.values))
        plan.error = known[key]


def _wrong(values: dict[str, Any]) -> DomainError | None:
    try:
        check_changes(values)
    except FieldErrors as error:
        return error
    return None


def _allow_fresh(plans: Sequence[_Plan], by: Any) -> None:
    """Somebody may have given the deal away since it was loaded."""
    for plan in plans:
        if plan.error is None:
            try:
                by.require("deal.change", plan.deal)
            except DomainError as error:
                plan.error = error


def _read(plans: Sequence[_Plan]) -> None:
    """The deals as they are now, held until they are written: who comes second waits, and then sees another version."""
    asked = [plan for plan in plans if plan.error is None]
    rows = Deal.objects.select_related("stage", "pipeline", "company", "contact").order_by("pk")
    rows = rows.filter(pk__in=[plan.given.record.pk for plan in asked]).select_for_update(of=("self",))
    found = {deal.pk: deal for deal in rows}
    for plan in asked:
        plan.fresh, seen = found.get(plan.given.record.pk), plan.given.version
        if plan.fresh is None:
            plan.error = NotFound()
        elif seen is not None and seen != plan.fresh.version:
            plan.error = DealMovedMeanwhile(plan.fresh)


def _assign(plans: Sequence[_Plan]) -> None:
    """Give each deal its values and note what changes; refuses what does not fit the deal."""
    made: dict[int, dict[str, Any]] = {}
    for plan in plans:
        if plan.error is not None:
            continue
        try:
            check_in_use(plan.deal)
            values = plan.given.values
            if id(values) not in made:
                made[id(values)] = custom_values.clean("deal", values.get("custom"))
            own = {name: value for name, value in values.items() if name not in ASIDE}
            changes = _apply(plan.deal, own) | custom_values.put(plan.deal, "deal", made[id(values)])
            _check(plan.deal, own)
            plan.changes = changes
        except DomainError as error:
            plan.error = error


def _begin(plans: Sequence[_Plan]) -> None:
    """Where a deal begins on another day, so do its histories."""
    begun = {
        plan.deal.pk: (plan, datetime.fromisoformat(plan.changes["created_at"][0]))
        for plan in plans
        if plan.error is None and "created_at" in plan.changes
    }
    if not begun:
        return
    for pk, error in beginnings.move([(plan.deal, before) for plan, before in begun.values()]).items():
        begun[pk][0].error = error


def _apply(deal: Deal, values: Mapping[str, Any]) -> dict[str, list[Any]]:
    changes: dict[str, list[Any]] = {}
    for name, given in values.items():
        # One moment is written in one way, or an undo would take it for another.
        value = given.astimezone(UTC) if isinstance(given, datetime) else given
        # Links by their ids: nobody is read to be compared.
        before = getattr(deal, _attribute(name))
        if before != (value.pk if isinstance(value, Model) else value):
            changes[name] = [plain(before), plain(value)]
            setattr(deal, name, value)
    deal.base_amount = base_amount(deal.amount, deal.rate)
    deal.folded = fold(deal.title)[:400]
    return changes


def _check(deal: Deal, values: Mapping[str, Any]) -> None:
    if {"currency", "rate"} & set(values) and (wrong := wrong_rate(deal.currency, deal.rate)):
        raise FieldErrors(wrong)
    if not countable(deal.amount, deal.rate):
        raise FieldErrors({"amount": [_("The amount is too large.")]})


def _write(group: Sequence[_Plan], back: Mapping[int, Sequence[int]] | None) -> dict[int, list[int]]:
    """Write deals of one pipeline with what is kept of them, and their new states; which activities got their contacts."""
    deals, now = [plan.deal for plan in group], timezone.now()
    recompute(deals, process=process_of(deals[0].pipeline), touched=False)
    names = {name for plan in group for name in plan.given.values} - ASIDE
    if "created_at" in names:
        names.add("entered_stage_at")
    fields = (*names, "base_amount", "folded", "updated_at", *custom_values.COLUMNS, *KEPT)
    columns = sorted(set(map(_attribute, fields)))
    for deal in deals:
        deal.updated_at = now
    rows = [(deal.pk, {name: getattr(deal, name) for name in columns}) for deal in deals]
    written = bulk_updates.write(Deal, rows, seen=[deal.version for deal in deals])
    for deal in deals:
        if deal.pk not in written:
            raise DealMovedMeanwhile(Deal.objects.select_related("stage").get(pk=deal.pk))
        deal.version += 1
    turned = {plan.deal.pk: plan.changes for plan in group if CUSTOMER & set(plan.changes)}
    given = work_along.with_whom(turned, back)
    begun = [plan.deal for plan in group if SUMMED & set(plan.changes)]
    if begun:
        trail.record_state(begun, at=now, revision=deals[0].pipeline.revision)
    return given


def _tell(going: Sequence[_Plan], by: Any, went: Went) -> None:
    """The search copy, an event each, and a word to new owners."""
    if not going:
        return
    kept_values.put("deal", [plan.deal for plan in going if custom_values.changed(plan.changes)])
    index.put("deal", [plan.deal for plan in going])
    log.append_many([_told(plan, by, went) for plan in going])
    _tell_owners([plan.deal for plan in going if "owner" in plan.changes], by)


def _told(plan: _Plan, by: Any, went: Went) -> log.Draft:
    pk = plan.deal.pk
    data = {name: of[pk] for name, of in went.items() if pk in of}
    return log.Draft(by, "deal.changed", ("deal", pk), pk, plan.changes, data)


def _tell_owners(deals: Sequence[Deal], by: Any) -> None:
    """A deal that somebody else gives is news for its new owner."""
    # Of all that was a name's one press tells enough.
    if current_origin().via == "import" or current_origin().batch.startswith(JOIN):
        return
    notifications.send_each(
        kind="deal_given",
        news=[
            (deal.owner, {"by": getattr(by, "name", ""), "deal": deal.title}, f"/deals/{deal.pk}/")
            for deal in deals
            if deal.owner is not None and deal.owner_id != by.pk
        ],
    )


def _attribute(name: str) -> str:
    """Where a deal holds the value of the field: a link's is its id."""
    column: Any = Deal._meta.get_field(name)
    return str(column.attname)


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


def undo_change(event: Event, by: Any) -> None:
    """Inverse of a change: each field back, if it still holds what the event gave it."""
    [error] = undo_changes([event], by)
    if error is not None:
        raise error


def undo_changes(events: Sequence[Event], by: Any) -> list[Outcome]:
    """The same of many deals, none twice."""
    rows = Deal.objects.select_related("stage").filter(pk__in=[event.subject_id for event in events])
    found = {deal.pk: deal for deal in rows}
    links: dict[tuple[str, Any], Any] = {}
    outcomes: dict[int, Outcome] = {}
    changes: dict[int, Change] = {}
    for event in events:
        try:
            deal = found[event.subject_id]
            changes[event.pk] = Change(deal, _before(event, deal, links), deal.version)
        except DomainError as error:
            outcomes[event.pk] = error
        except (KeyError, ObjectDoesNotExist):
            # It, or what it was linked to, has left the bin for good.
            outcomes[event.pk] = NotFound()
    went: dict[str, dict[int, list[int]]] = {ALONG: {}, GIVEN: {}}
    for event in events:
        # One change may have told of a deal more than once.
        for name, of in went.items():
            of.setdefault(event.subject_id, []).extend(event.data.get(name, ()))
    plans = _change_many(list(changes.values()), by, went[ALONG], went[GIVEN])
    outcomes |= {pk: plan.error for pk, plan in zip(changes, plans, strict=True)}
    return [outcomes[event.pk] for event in events]


def _before(event: Event, deal: Deal, links: dict[tuple[str, Any], Any]) -> dict[str, Any]:
    """What the fields held before the event. Raises DealMovedMeanwhile where one was changed again."""
    own, made = custom_values.split(event.changes)
    now = {name: getattr(deal, _attribute(name)) for name in own}
    if any(not _holds(now[name], after) for name, (_old, after) in own.items()):
        raise DealMovedMeanwhile(deal)
    if any(deal.custom.get(key) != after for key, (_old, after) in made.items()):
        raise DealMovedMeanwhile(deal)
    before: dict[str, Any] = {"custom": custom_values.undone(made, "deal")} | line_prices.before(event, deal)
    for name, (old, _after) in own.items():
        if (name, old) not in links:
            links[name, old] = field_value(Deal, name, old)
        before[name] = links[name, old]
    return before


def _holds(value: Any, said: Any) -> bool:
    """Is it what the event says? A rate of 1 is one of 1.00000000, as the database writes it."""
    if isinstance(value, Decimal) and isinstance(said, str):
        return value == Decimal(said)
    return bool(plain(value) == said)


def field_value(model: Any, name: str, plain_value: Any) -> Any:
    """The value of a field from what the event log keeps of it."""
    column = model._meta.get_field(name)
    if column.is_relation and plain_value is not None:
        found = column.related_model._default_manager.get(pk=plain_value)
        return survivor_of(found) if isinstance(found, Company | Contact) else found
    return column.to_python(plain_value) if plain_value is not None else None
