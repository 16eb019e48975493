"""Calls and meetings of a log that names no deals belong to the only deal of their company, or of their person, that was
open on that day; where several were, nobody knows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.db.models import Q

from kariz.exchange.actions.at_work.context import Context, Result
from kariz.exchange.actions.rows.links import Links
from kariz.localisation.said import gettext as _
from kariz.pipeline.models import Deal, DealState, Outcome

NAMED = frozenset({"deal_ref", "deal_title", "parent_ref"})
Whose = tuple[str, int]
"""("company" or "contact", its id)"""
Stretch = tuple[int, datetime, datetime | None]
"""(deal, since when it was open, until when)"""


def find(results: Sequence[Result], links: Mapping[int, Links], context: Context) -> dict[int, Deal]:
    """{row: its deal}. An export of a product says itself which deal a call is of."""
    if context.settings.of_product:
        return {}
    asked = {result.draft.number: whose for result in results if (whose := _whose(result, links))}
    open_ones = _stretches(set(asked.values()))
    meant: dict[int, int] = {}
    for result in results:
        start = context.at(result.draft.values["done_at"]) if result.draft.number in asked else None
        if start is not None:
            day = context.moment(start.astimezone(context.zone).date())
            of_whom = open_ones.get(asked[result.draft.number], ())
            then = {pk for pk, since, until in of_whom if _overlap(day, since, until)}
            if len(then) == 1:
                meant[result.draft.number] = then.pop()
    return _tell(results, meant, context)


def _whose(result: Result, links: Mapping[int, Links]) -> Whose | None:
    values, one = result.draft.values, links[result.draft.number]
    if one.deal is not None or NAMED & set(values) or not (values["over"] and values.get("done_at")):
        return None
    firm = one.company.pk if one.company else one.contact.company_id if one.contact else None
    if firm is not None:
        return "company", firm
    return ("contact", one.contact.pk) if one.contact else None


def _stretches(whose: set[Whose]) -> dict[Whose, list[Stretch]]:
    """When deals were open; those that the person may not see, too, for they may be meant."""
    ids = {kind: {pk for held, pk in whose if held == kind} for kind in ("company", "contact")}
    if not whose:
        return {}
    deals = Deal.objects.filter(
        Q(company__in=ids["company"]) | Q(contact__in=ids["contact"]), deleted_at=None
    )
    states = DealState.objects.filter(deal__in=deals, outcome=Outcome.OPEN)
    found: dict[Whose, list[Stretch]] = {}
    fields = ("deal_id", "deal__company_id", "deal__contact_id", "valid_from", "valid_to")
    for pk, company, contact, since, until in states.values_list(*fields):
        for key in (("company", company), ("contact", contact)):
            found.setdefault(key, []).append((pk, since, until))
    return found


def _overlap(day: datetime, since: datetime, until: datetime | None) -> bool:
    """The call that ends a deal is of its last day."""
    return since < day + timedelta(days=1) and (until is None or until >= day)


def _tell(results: Sequence[Result], meant: Mapping[int, int], context: Context) -> dict[int, Deal]:
    rows = Deal.objects.visible_to(context.by).filter(pk__in=set(meant.values()))
    full = rows.select_related("pipeline", "stage", "company", "contact", "owner")
    deals = {deal.pk: deal for deal in full if context.by.can("activity.create", deal)} if meant else {}
    found = {number: deals[pk] for number, pk in meant.items() if pk in deals}
    text = _("It belongs to “%(deal)s”, the only deal that was open on that day.")
    for result in results:
        if deal := found.get(result.draft.number):
            result.draft.warn("deal_title", text % {"deal": deal.title[:60]}, often=True)
    return found
