"""Deals of a chunk: made with their history in few statements, or changed one by one through every gate."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from kariz.exchange.actions import deal_lines, existing, further_names, further_people
from kariz.exchange.actions.context import Context, Result
from kariz.exchange.actions.people_changes import own_fields
from kariz.exchange.actions.people_rows import company_ids, contact_ids
from kariz.exchange.models import ImportRow
from kariz.exchange.rules.finishing import closing_day
from kariz.exchange.rules.rows import Draft
from kariz.exchange.rules.settings import FILL
from kariz.localisation.said import gettext as _
from kariz.people.models import Company, Contact
from kariz.pipeline.actions import closures, deals, lines, moves
from kariz.pipeline.models import Deal, Outcome, Stage
from kariz.web.errors import DomainError

REST = timedelta(days=30)
LINKED = (ImportRow.Action.CREATED, ImportRow.Action.UPDATED, ImportRow.Action.SKIPPED)


def write_deals(results: Sequence[Result], context: Context) -> None:
    """Create or change the deals of a chunk."""
    context.made.clear()
    context.companies.clear()
    known = _known(results, context)
    ours = deal_lines.brought((deal.pk for deal in known.values()), context)
    more: list[tuple[Result, int]] = []
    there: list[tuple[Result, Deal | None]] = []
    new, first = [], {}  # type: ignore[var-annotated]
    for result in results:
        values = result.draft.values
        key = values.get("external_id", "")
        if "id" in values:
            _existing(result, known.get(values["id"]), context)
        elif key and key in known and known[key].pk in ours and "product" in values:
            more.append((result, known[key].pk))
        elif key and key in known:
            there.append((result, _existing(result, known[key], context)))
        elif result.before:
            result.skip(result.before)
        elif key and key in first:
            first[key].append(result)
        else:
            new.append(result)
            if key:
                first[key] = []
    pairs = _create(new, context)
    made = {result.draft.values.get("external_id"): result for result in new if result.pk}
    for key, others in first.items():
        before = made.get(key)
        for result in others:
            if before is None or before.pk is None:
                result.refuse(_("The first row with this number was refused."), "external_id")
            else:
                more.append((result, before.pk))
    deal_lines.more(more, pairs, context)
    deal_lines.bring_changes(there, context)
    further_people.seat(results, context)
    further_names.bring(results, context.companies, context)
    for result in results:
        key = result.draft.values.get("external_id", "")
        if (
            result.pk is not None
            and result.action in LINKED
            and not result.before
            and result not in first.get(key, ())
        ):
            mark = (
                None
                if context.settings.existing == "skip" and result.action == "skipped"
                else result.draft.fingerprint
            )
            context.refs.link("deal", key, result.pk, mark)


def _known(results: Sequence[Result], context: Context) -> dict[Any, Deal]:
    """Deals by number in the other system (text) and by our own (int)."""
    keys = {
        r.draft.values["external_id"]
        for r in results
        if "external_id" in r.draft.values and "id" not in r.draft.values
    }
    ids = {r.draft.values["id"] for r in results if "id" in r.draft.values}
    joined = Deal.objects.select_related("stage", "pipeline", "company", "contact", "owner")
    found: dict[Any, Deal] = _by_number(keys, joined, context) if keys else {}
    if ids:
        found |= {deal.pk: deal for deal in joined.visible_to(context.by).filter(pk__in=ids, deleted_at=None)}
    return found


def _by_number(keys: set[str], joined: Any, context: Context) -> dict[Any, Deal]:
    """{number: deal}. The number that a deal shows is only believed while no other system claims the deal."""
    refs = context.refs
    refs.ask("deal", keys)
    linked = {key: pk for key in keys if (pk := refs.record("deal", key))}
    deals_by_id = {deal.pk: deal for deal in joined.filter(pk__in=set(linked.values()))} if linked else {}
    found: dict[Any, Deal] = {key: deals_by_id[pk] for key, pk in linked.items() if pk in deals_by_id}
    others = keys - set(found)
    shown = {deal.external_id: deal for deal in joined.filter(external_id__in=others)} if others else {}
    claimed = refs.claimed("deal", [deal.pk for deal in shown.values()])
    for key, deal in shown.items():
        if all(refs.may_be(source) for source, _key in claimed.get(deal.pk, ())):
            found[key] = deal
        else:
            context.taken.add(key)
    return found


def _create(new: list[Result], context: Context) -> list[tuple[Deal, lines.NewLine]]:
    """The first line of each that names a product is given back, to be written with the others of the deal."""
    companies_known = company_ids(new, context)
    context.companies |= companies_known
    new = [result for result in new if not result.action]
    contacts_known = contact_ids(new, companies_known, context)
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
    stage, outcome = _place(result, context)
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
    new = deals.NewDeal(
        title=values["title"],
        pipeline=context.process.pipeline,
        stage=stage,
        owner=context.owner_of(draft),
        amount=values.get("amount"),
        currency=values.get("currency", context.settings.currency),
        rate=_rate(result, context),
        expected_close=expected,
        channel=values.get("channel", ""),
        notes=_notes(values, draft.remarks, reason),
        external_id="" if (key := values.get("external_id", "")) in context.taken else key,
        created_at=created,
        outcome=outcome,
        closed_at=closed_at,
        lost_reason=reason,
        resting_until=context.today + REST if outcome == Outcome.RESTING else None,
        custom=own_fields(values).get("custom", {}),
    )
    return new, companies.get(draft.number), contacts.get(draft.number)


def _rate(result: Result, context: Context) -> Decimal:
    """Rows in another currency than the import's have no rate: they are warned of and count nothing in sums."""
    said = result.draft.values.get("currency", context.settings.currency)
    if said != context.settings.currency:
        result.draft.warn(
            "currency",
            _(
                "The currency differs from that of the import; without a rate the deal is not counted in sums."
            ),
        )
        return Decimal(1) if said == context.base else Decimal(0)
    return context.rate


def _notes(values: dict[str, Any], remarks: Sequence[str], reason: Any) -> str:
    """What has no field of its own is kept as a note."""
    parts = [values.get("notes", ""), *remarks]
    if "lost_reason" in values and reason is None:
        parts.append(_("Why it was lost: %(text)s") % {"text": values["lost_reason"]})
    return "\n".join(filter(None, parts))


def _place(result: Result, context: Context) -> tuple[Stage, str]:
    """Where the deal stands and how it ended; where the row does not say, it begins."""
    values = result.draft.values
    stage, outcome = _said(result.draft, context)
    if (word := values.get("stage", "")) and stage is None and not outcome:
        said = {"word": word[:60], "stage": context.default_stage.title}
        result.draft.warn("stage", _("No stage is called “%(word)s”; the deal begins in “%(stage)s”.") % said)
    return _fitting(stage, outcome or "open", context)


def _said(draft: Draft, context: Context) -> tuple[Stage | None, str]:
    """The stage and the outcome that the words of the row mean."""
    values = draft.values
    word, outcome = values.get("stage", ""), values.get("outcome", "")
    meaning = context.meaning(draft, word) if word else ""
    if meaning in ("won", "lost", "resting") and outcome in ("", "open"):
        outcome = meaning
    return context.stages.get(meaning), outcome


def _fitting(stage: Stage | None, outcome: str, context: Context) -> tuple[Stage, str]:
    """A won deal stands in the last stage, an open one before it."""
    process = context.process
    if outcome == "won":
        return process.won_stage or stage or process.stages[-1], Outcome.WON
    if stage is not None and stage.holds_won:
        return (stage, Outcome.WON) if outcome == "open" else (context.default_stage, Outcome(outcome))
    return stage or context.default_stage, Outcome(outcome)


# Deals that are there already


def _existing(result: Result, deal: Deal | None, context: Context) -> Deal | None:
    """A row whose deal is there: what it says of the deal itself. The deal, where its lines may follow."""
    if deal is None or not context.by.can("deal.view", deal):
        result.refuse(_("There is no such record, or you may not see it."), "external_id" if deal else "id")
    elif deal.deleted_at is not None:
        result.skip(_("This deal is in the bin; restore it there."), "deal", deal.pk)
    elif not existing.changes(context):
        existing.left(result, "deal", deal.pk, context)
    elif result.before or _update(result, deal, context):
        if "product" in result.draft.values and "id" not in result.draft.values:
            return deal
        if not result.action:
            result.skip(_("Nothing is different."), "deal", deal.pk)
    return None


def _update(result: Result, deal: Deal, context: Context) -> bool:
    """False for a row that was refused; one that says nothing new has no outcome yet."""
    version, waiting = deal.version, dict(context.refs.pending)
    try:
        with transaction.atomic():
            given = existing.wanted(deal, _differences(result, deal, context), context.settings.existing)
            given = existing.remarked(deal, given, result.draft.remarks)
            changed = deals.change(deal=deal, by=context.by, **given)
            changed = _move(result, changed, context)
    except DomainError as error:
        result.made.clear()
        # Sellers, products and people that this row made are gone again.
        context.forget()
        context.refs.pending = waiting
        missing = [str(one["text"]) for one in error.extra.get("missing", [])]
        texts = [text for found in error.errors.values() for text in found] or [str(error)]
        result.refuse(" ".join([texts[0], "، ".join(missing)]).strip(), next(iter(error.errors), ""))
        return False
    if changed.version != version:
        # A further row of the same deal is compared with what this one made of it.
        deal.version = changed.version
        result.end(ImportRow.Action.UPDATED, "deal", deal.pk)
    return True


def _differences(result: Result, deal: Deal, context: Context) -> dict[str, Any]:
    """The fields that the row states; blank cells change nothing."""
    values = result.draft.values
    given: dict[str, Any] = {name: values[name] for name in ("amount", "channel", "notes") if name in values}
    given |= own_fields(values)
    if "amount" in given and values.get("currency", deal.currency) != deal.currency:
        given.pop("amount")
        result.draft.warn("amount", _("The deal is in another currency; its amount stays as it is."))
    if "title" in context.fields and "title" in values:
        given["title"] = values["title"]
    if "expected_close" in values:
        given["expected_close"] = values["expected_close"]
    if "owner" in values and (owner := context.owner_of(result.draft)):
        given["owner"] = owner
    companies = company_ids([result], context)
    context.companies |= companies
    if company := companies.get(result.draft.number):
        given["company"] = Company.objects.get(pk=company)
    if contact := contact_ids([result], companies, context).get(result.draft.number):
        given["contact"] = Contact.objects.get(pk=contact)
    return given


def _move(result: Result, deal: Deal, context: Context) -> Deal:
    """Through the same gates as by hand."""
    values = result.draft.values
    context.enter_of(result.draft)
    said = _said(result.draft, context)
    if not any(said) or context.settings.existing == FILL:
        return deal
    stage, outcome = _fitting(said[0], said[1] or "open", context)
    if said[0] is None and outcome == Outcome.OPEN and deal.is_open:
        return deal
    if outcome == deal.outcome and (outcome != Outcome.OPEN or stage.pk == deal.stage_id):
        return deal
    if deal.pipeline_id != stage.pipeline_id:
        return deal
    if outcome == Outcome.OPEN:
        deal = deal if deal.is_open else closures.reopen(deal=deal, by=context.by)
        return moves.move(deal=deal, to=stage, by=context.by).deal
    if outcome == Outcome.LOST:
        said = values.get("lost_reason", "")
        return closures.lose(
            deal=deal, by=context.by, lost_reason=context.lost_reason(said), note=str(said)[:500]
        )
    if outcome == Outcome.WON:
        return moves.move(deal=deal, to=stage, by=context.by).deal
    return closures.rest(deal=deal, by=context.by, until=context.today + REST)
