"""Deals that are there already: changed one by one, through the same gates as by hand."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from kariz.exchange.actions.at_work import existing
from kariz.exchange.actions.at_work.context import Context, Result
from kariz.exchange.actions.rows import (
    deal_places,
    deals_moved,
    ended_again,
    going_on,
    held,
    joined_notes,
    old_and_new,
    pending,
    stopped,
)
from kariz.exchange.actions.rows.people_changes import own_fields
from kariz.exchange.actions.rows.people_rows import company_ids, contact_ids
from kariz.exchange.models import ImportRow
from kariz.exchange.queries.known.custom import proposes
from kariz.localisation.said import gettext as _
from kariz.pipeline.actions import beginnings, deals, placings
from kariz.pipeline.actions.moves import CannotMove, MoveRefused, ReasonNeeded
from kariz.pipeline.models import Deal
from kariz.reading.days.near_days import NEAR_DAY
from kariz.reading.names.alike import are_one_firm, are_short_alike
from kariz.reading.rows.settings import FILL, GOES_ON, UPDATE
from kariz.web.errors import DomainError, FieldErrors

STAGE_REFUSES = (MoveRefused, ReasonNeeded, CannotMove, FieldErrors)
"""What gates, criteria and the reasons that a stage or an end asks for say. That a colleague was faster, or that somebody
may not move the deal, is none of it."""


def may_write(result: Result, deal: Deal, context: Context) -> bool:
    """May the row write into its deal, which is there? False for one that has its answer."""
    if not context.by.can("deal.view", deal):
        result.refuse(_("There is no such record, or you may not see it."), "external_id")
    elif deal.deleted_at is not None:
        result.skip(_("This deal is in the bin; restore it there."), "deal", deal.pk)
        result.binned = True
    elif not (result.policy or existing.changes(context)):
        old_and_new.tell_unwritten(result, deal, context)
        existing.left(result, "deal", deal.pk, context)
    return not result.action


def is_none(result: Result) -> None:
    """The row names a deal that is not there."""
    result.refuse(_("There is no such record, or you may not see it."), "id")


def tell(result: Result, deal: Deal, context: Context) -> Deal | None:
    """What a row whose deal is written says; the deal, where its lines may follow."""
    if (stays := held.tell(result, context)) and result.action:
        result.draft.warn("", stays, stays=True)
        old_and_new.tell_unwritten(result, deal, context)
    if "product" in result.draft.values and "id" not in result.draft.values:
        result.before = result.before or stays
        return deal
    if not result.action and proposes(result.draft.values):
        result.end(ImportRow.Action.UPDATED, "deal", deal.pk)
    if not result.action and result.stopped and not stays:
        result.end(ImportRow.Action.SKIPPED, "deal", deal.pk)
        result.compared = True
    elif not result.action:
        result.compared = not stays
        if stays:
            old_and_new.tell_unwritten(result, deal, context)
        else:
            old_and_new.forget(result)
        result.skip(stays or _("Nothing is different."), "deal", deal.pk, stays=bool(stays))
    return None


def update(result: Result, deal: Deal, context: Context) -> bool:
    """Write what the row says into its deal at once. False for a row that was refused; one that says nothing new has no
    outcome yet."""
    waiting, taken, hand = dict(context.refs.pending), set(context.taken), context.hand
    hand.begin()
    try:
        with transaction.atomic():
            given, where = plan(result, deal, context)
            if where is None:
                changed = move(result, deals.change(deal=deal, by=context.by, **given), context)
                if result.stopped and (noted := stopped.noted(result, changed, context)):
                    changed = deals.change(deal=changed, by=context.by, **noted)
            else:
                changed = placings.place(deal=deal, by=context.by, where=where, given=given)
    except DomainError as error:
        result.made.clear()
        # Sellers, products and people that this row made are gone again.
        context.forget()
        context.refs.pending, context.taken = waiting, taken
        hand.go_back()
        context.hand = hand
        name, texts = next(iter(error.errors.items()), ("", [error.message]))
        result.refuse(texts[0], name)
        return False
    end(result, deal, changed)
    return True


def end(result: Result, deal: Deal, changed: Deal) -> None:
    """The row has made of its deal what `changed` is."""
    if changed.version != deal.version:
        old_and_new.tell(result, deal, changed)
        # A further row of the same deal is compared with what this one made of it.
        deal.version = changed.version
        result.end(ImportRow.Action.UPDATED, "deal", deal.pk)


def plan(result: Result, deal: Deal, context: Context) -> tuple[dict[str, Any], placings.Place | None]:
    """What the row writes into its deal, and where it places it, where it does."""
    policy = result.policy or context.settings.existing
    given = _differences(result, deal, context)
    held.hold(result, deal, given, policy)
    given = held.keep(result, deal, given)
    goes_on = policy == GOES_ON
    given = going_on.wanted(result, deal, given, context) if goes_on else existing.wanted(deal, given, policy)
    pending.filled(result, given)
    _keep_words(result, deal, context)
    where = deals_moved.placing(result, deal, context)
    if "notes" in given:
        stopped.noted_before(result, deal, context)
    given = joined_notes.join(result, deal, given, policy, context)
    given = existing.remarked(deal, given, result.draft.remarks)
    return given, where


def move(result: Result, deal: Deal, context: Context) -> Deal:
    """The deal where the row says, through the same gates as by hand. Where they refuse, it stays, and the row says why;
    `stopped.noted` then keeps what the row says of it."""
    if (said := deals_moved.by_hand(result, deal, context)) is None:
        return ended_again.correct(result, deal, context)
    try:
        with transaction.atomic():
            return deals_moved.move(result, deal, said, context)
    except STAGE_REFUSES as error:
        stopped.tell(result, deal, said, error)
        return deal


def _differences(result: Result, deal: Deal, context: Context) -> dict[str, Any]:
    """The fields that the row states; blank cells change nothing."""
    values = result.draft.values
    given: dict[str, Any] = {name: values[name] for name in ("amount", "channel", "notes") if name in values}
    given |= own_fields(values)
    usual = context.settings.currency if result.policy == GOES_ON else deal.currency
    if "amount" in given and values.get("currency", usual) != deal.currency:
        given.pop("amount")
        going_on.note(result, "amount", context)
        result.draft.warn("amount", _("The deal is in another currency; its amount stays as it is."))
    if "created_at" in values and (result.policy or context.settings.existing) == UPDATE:
        given |= _begun(result, deal, context)
    if "title" in context.fields and "title" in values and not result.draft.below:
        given["title"] = values["title"]
    if "expected_close" in values:
        given["expected_close"] = values["expected_close"]
    if "owner" in values and (owner := context.sellers.of(result.draft)):
        given["owner"] = owner
    companies = _spelled_otherwise(result, deal, context) or company_ids([result], context)
    context.companies |= companies
    if company := companies.get(result.draft.number):
        given["company"] = context.hand.firms.of([company])[company]
    if contact := contact_ids([result], companies, context).get(result.draft.number):
        given["contact"] = context.hand.people.of([contact])[contact]
    return given


def _spelled_otherwise(result: Result, deal: Deal, context: Context) -> dict[int, int]:
    """{row: the company of its deal} of a row that adds to its deal and calls the company as nobody here is called: another
    spelling of it makes none, which would stay empty."""
    said, firm = str(result.draft.values.get("company", "")), deal.company
    adds = result.policy == GOES_ON or (result.policy or context.settings.existing) == FILL
    if not said or firm is None or not adds or "company_ref" in result.draft.values:
        return {}
    if context.hand.companies.of({said}) or not (
        are_one_firm(said, firm.name) or are_short_alike(said, firm.name)
    ):
        return {}
    return {result.draft.number: firm.pk}


def _begun(result: Result, deal: Deal, context: Context) -> dict[str, Any]:
    """Another day of creation, where what is known of the deal still comes after it."""
    unread = any(note["field"] == "created_at" and note.get("left") for note in result.draft.warnings)
    if NEAR_DAY in result.draft.signs and unread:
        text = _("The date cannot be read; the deal keeps its day of creation.")
        result.draft.warn("created_at", text)
        return {}
    at = context.moment(result.draft.values["created_at"])
    if at.date() == deal.created_at.astimezone(context.zone).date():
        return {}
    if beginnings.may_begin(deal, at):
        return {"created_at": at}
    text = _("The deal was closed, or moved on, before that day; its day of creation stays as it is.")
    result.draft.warn("created_at", text)
    return {}


def _keep_words(result: Result, deal: Deal, context: Context) -> None:
    if deals_moved.stays(result, context):
        return
    context.enter_of(result.draft)
    stage, outcome = deal_places.meant(result.draft, context)
    if stage or outcome:
        _stage, outcome = deal_places.fitting(stage, outcome or "open", context)
    deal_places.keep_words(result.draft, outcome, context)
    if result.again and deal.outcome in deals_moved.ENDED and outcome not in ("", "open", deal.outcome):
        going_on.ended_before(result, context)
