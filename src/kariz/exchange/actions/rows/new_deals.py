"""Deals that rows bring: made with their history in few statements."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from kariz.exchange.actions.at_work.context import Context, Result
from kariz.exchange.actions.rows import deal_lines, deal_places
from kariz.exchange.actions.rows.next_steps import FIELDS as STEP
from kariz.exchange.actions.rows.people_changes import own_fields
from kariz.exchange.actions.rows.people_rows import company_ids, contact_ids, reached_by
from kariz.exchange.models import ImportRow
from kariz.exchange.queries.known.lost import titles
from kariz.localisation.said import gettext as _
from kariz.people.models import Company, Contact
from kariz.pipeline.actions import deals, lines
from kariz.pipeline.models import Deal, Outcome
from kariz.reading.cells.values import same_name
from kariz.reading.rows.finishing import closing_day
from kariz.reading.shapes import kariz

REST = timedelta(days=30)


def create(new: list[Result], context: Context) -> list[tuple[Deal, lines.NewLine]]:
    """The first line of each that names a product is given back, to be written with the others of the deal."""
    # Asked before the first company is written, for whoever asks afterwards waits until it is.
    reached = reached_by(new, context)
    companies_known = company_ids(new, context)
    context.companies |= companies_known
    new = [result for result in new if not result.action]
    contacts_known = contact_ids(new, companies_known, context, reached)
    new = [result for result in new if not result.action]
    by_pipeline: dict[int, list[Result]] = {}
    for result in new:
        by_pipeline.setdefault(context.enter_of(result.draft), []).append(result)
    pairs: list[tuple[Deal, lines.NewLine]] = []
    for pipeline, rows in by_pipeline.items():
        context.enter(pipeline)
        wanted = [_new_deal(result, companies_known, contacts_known, context) for result in rows]
        _with_records(wanted, context)
        made = deals.create_many(news=[one for one, *_ids in wanted], by=context.by, process=context.process)
        pairs += _ended(rows, made, context)
    return pairs


def _ended(
    rows: Sequence[Result], made: Sequence[Deal], context: Context
) -> list[tuple[Deal, lines.NewLine]]:
    pairs = []
    for result, deal in zip(rows, made, strict=True):
        result.end(ImportRow.Action.CREATED, "deal", deal.pk)
        if line := deal_lines.line_of_deal(result, deal.amount, context):
            pairs.append((deal, line))
    return pairs


Wanted = tuple[deals.NewDeal, int | None, int | None]


def _with_records(wanted: list[Wanted], context: Context) -> None:
    """The companies and contacts themselves, read once."""
    companies = _records("company", Company, {company for _new, company, _contact in wanted}, context)
    people = _records("contact", Contact, {contact for _new, _company, contact in wanted}, context)
    for new, company, contact in wanted:
        new.company = companies.get(company) if company else None
        new.contact = people.get(contact) if contact else None


def _records(kind: str, model: Any, ids: set[int | None], context: Context) -> dict[int, Any]:
    held = {pk: context.made[kind, pk] for pk in ids if pk and (kind, pk) in context.made}
    others = [pk for pk in ids if pk and pk not in held]
    return held | (model.objects.in_bulk(others) if others else {})


def _new_deal(
    result: Result, companies: dict[int, int], contacts: dict[int, int], context: Context
) -> Wanted:
    draft = result.draft
    values = draft.values
    # Words beside a status may say anything; a column of reasons says why, whatever its words.
    in_column = bool(values.get("lost_reason"))
    stage, outcome = deal_places.place(result, context)
    created = context.moment(values["created_at"]) if "created_at" in values else None
    closed, expected = values.get("closed_at"), values.get("expected_close")
    if outcome == Outcome.OPEN:
        expected, closed = expected or closed, None
    elif outcome in (Outcome.WON, Outcome.LOST):
        closed = closing_day(draft, context.today)
    closed_at = context.moment(closed) if closed else None
    if closed_at is None and outcome != Outcome.OPEN:
        closed_at = timezone.now()
    if closed_at and created is None:
        created = closed_at
    reason = context.lost_reason(values.get("lost_reason", "")) if outcome == Outcome.LOST else None
    if outcome == Outcome.LOST and in_column:
        reason = reason or context.other_reason()
    elif outcome == Outcome.LOST and reason is None:
        reason = context.noted_reason(values.get("notes", ""))
    # A whole export has the steps of its deals in a list of their own, and says itself when they were handed over.
    ours, handed = context.settings.source == kariz.SHAPE.name, values.get("handed_over_at")
    new = deals.NewDeal(
        title=values["title"],
        pipeline=context.process.pipeline,
        stage=stage,
        owner=context.sellers.of(draft),
        amount=values.get("amount"),
        currency=values.get("currency", context.settings.currency),
        rate=_rate(result, context),
        expected_close=expected,
        channel=values.get("channel", ""),
        notes=_notes(values, draft.remarks, reason, outcome),
        external_id="" if (key := values.get("external_id", "")) in context.taken else key,
        created_at=created,
        outcome=outcome,
        closed_at=closed_at,
        lost_reason=reason,
        outcome_note=values.get("outcome_note", "") if outcome != Outcome.OPEN else "",
        handed_over_at=context.moment(handed) if handed else None,
        waits=ours and not handed,
        ticks=context.processes_there.ticks(values.get("ticks", []) if ours else [], context.process),
        resting_until=back_on(result, context) if outcome == Outcome.RESTING else None,
        custom=own_fields(values).get("custom", {}),
        step_follows=(ours or bool(STEP & set(values))) and outcome == Outcome.OPEN,
    )
    return new, companies.get(draft.number), contacts.get(draft.number)


def back_on(result: Result, context: Context) -> date:
    """The day on which a resting deal comes back."""
    if (day := result.draft.values.get("back_on")) is not None:
        return day
    result.draft.warn("outcome", _("The row names no day to come back; the deal comes back in a month."))
    return context.today + REST


def _rate(result: Result, context: Context) -> Decimal:
    """Rows in another currency than the import's take the company's rate; without one they are warned of and count
    nothing in sums."""
    said = result.draft.values.get("currency", context.settings.currency)
    if said != context.settings.currency:
        if said == context.base or said in context.rates:
            return context.rates.get(said, Decimal(1))
        result.draft.warn(
            "currency",
            _(
                "The currency differs from that of the import; without a rate the deal is not counted in sums."
            ),
        )
        return Decimal(0)
    return context.rate


def _notes(values: dict[str, Any], remarks: Sequence[str], reason: Any, outcome: str) -> str:
    """What has no field of its own is kept as a note."""
    parts = [values.get("notes", ""), *remarks]
    why = values.get("lost_reason", "")
    # A column that holds either a reason or something else says it as a note already, in lines of its own.
    noted = f"\n{why}\n" in f"\n{parts[0]}\n"
    if why and not noted and (reason is None or same_name(why) not in map(same_name, titles(reason))):
        # Of a deal that was not lost the same column says something else: "repeat customer".
        parts.append(_("Why it was lost: %(text)s") % {"text": why} if outcome == Outcome.LOST else why)
    if "next_step" in values and outcome != Outcome.OPEN:
        step = values.get("step_written") or values["next_step"]
        parts.append(_("Next step: %(text)s") % {"text": step})
    return "\n".join(filter(None, parts))
