"""Rows whose number a deal of another company has: none of them is written over that deal without a word."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kariz.exchange.actions.at_work import existing
from kariz.exchange.actions.at_work.context import APART, Context, Result
from kariz.exchange.queries.known.whose_numbers import whose_are
from kariz.localisation.said import gettext as _
from kariz.pipeline.models import Deal
from kariz.reading.columns.guessing import OF_A_FILE
from kariz.reading.deals.own_numbers import SAME, Whose, is_of_another, whose


def tell(results: Sequence[Result], known: dict[Any, Deal], joined: Any, context: Context) -> None:
    """Find such rows among those that have the number of a `known` deal. What came in before as a deal of its own is
    that; others wait for a person, or are new where one has said so."""
    if context.settings.numbers == SAME or not context.settings.source.startswith(OF_A_FILE):
        return
    rows = _apart(results, known, context)
    if not rows:
        return
    for result in rows:
        result.apart = True
    keys = {result.draft.values["external_id"] for result in rows}
    context.apart |= keys
    context.taken |= keys
    context.spare.ask("deal", keys)
    ids = {key: pk for key in keys if (pk := context.spare.record("deal", key))}
    own = {deal.pk: deal for deal in joined.filter(pk__in=set(ids.values()))} if ids else {}
    known |= {f"{APART}{key}": own[pk] for key, pk in ids.items() if pk in own}
    for result in rows:
        _ask(result, known, context)


def _apart(results: Sequence[Result], known: dict[Any, Deal], context: Context) -> list[Result]:
    """The rows of another company, and those with the same number that name none: they are of the same deal."""
    others: dict[int, bool | None] = {}
    met = {deal.pk: deal for result in results if (deal := _meets(result, known))}
    owners = whose_are(list(met.values())) if met else {}
    for result in results:
        if (deal := _meets(result, known)) is not None:
            others[result.draft.number] = is_of_another(
                whose(result.draft.values), owners[deal.pk], titles=context.titles_tell
            )
    apart = {r.draft.values["external_id"] for r in results if others.get(r.draft.number)} | context.apart
    return [
        result
        for result in results
        if result.draft.number in others
        and others[result.draft.number] is not False
        and result.draft.values["external_id"] in apart
    ]


def _meets(result: Result, known: dict[Any, Deal]) -> Deal | None:
    """The deal that has its number, where the row has that itself."""
    values = result.draft.values
    return known.get(values.get("external_id")) if "id" not in values and not result.draft.borrowed else None


def of_deal(deal: Deal) -> Whose:
    company, contact = deal.company, deal.contact
    return Whose(company.name if company else "", contact.name if contact else "", deal.title)


def _ask(result: Result, known: dict[Any, Deal], context: Context) -> None:
    draft = result.draft
    deal = known[draft.values["external_id"]]
    if result.number in known or draft.continues or result.before or existing.creates(context):
        return
    if not context.by.can("deal.view", deal):
        # Whose it is goes nobody any more than what it is.
        result.refuse(_("There is no such record, or you may not see it."), "external_id")
        return
    text = _("The deal %(number)s is of %(company)s; decide whether this row is that deal.")
    named = of_deal(deal)
    said = {
        "number": draft.values["external_id"][:60],
        "company": (named.company or named.contact or named.title)[:60],
    }
    result.ask(text % said, "deal", deal.pk)
