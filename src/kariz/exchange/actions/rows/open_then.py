"""Calls and meetings of a log that names no deals belong to the only deal of their company, or of their person, that was
open on that day; where several were, to the only one that is with this person, or of which the call speaks."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.db.models import Q

from kariz.exchange.actions.at_work.context import Context, Result
from kariz.exchange.actions.rows.links import Links
from kariz.localisation.said import gettext as _
from kariz.localisation.text import fold
from kariz.pipeline.models import CommitteeMember, Deal, DealState, Outcome

NAMED = frozenset({"deal_ref", "deal_title", "parent_ref"})
Whose = tuple[str, int]
"""("company" or "contact", its id)"""
Stretch = tuple[int, datetime, datetime | None]
"""(deal, since when it was open, until when)"""
Meant = tuple[int, str]
"""(deal, why it is meant)"""
_ONLY, _WITH, _NAMED = "only", "with", "named"
_WORD = re.compile(r"[^\W\d_]{4,}|\d+[^\W\d_]*[-/]\d+")
"""Of a title: what is shorter is in any text. «4-9» is as good as a word."""


def find(results: Sequence[Result], links: Mapping[int, Links], context: Context) -> dict[int, Deal]:
    """{row: its deal}. An export of a product says itself which deal a call is of."""
    if context.settings.of_product:
        return {}
    asked = {result.draft.number: whose for result in results if (whose := _whose(result, links))}
    open_ones = _stretches({one for whose in asked.values() for one in whose})
    meant: dict[int, Meant] = {}
    several: dict[int, set[int]] = {}
    for result in results:
        start = context.at(result.draft.values["done_at"]) if result.draft.number in asked else None
        if start is not None:
            day = context.moment(start.astimezone(context.zone).date())
            of_both = (open_ones.get(whose, ()) for whose in asked[result.draft.number])
            found = ({pk for pk, since, until in one if _overlap(day, since, until)} for one in of_both)
            then = next(filter(None, found), set())
            if len(then) == 1:
                meant[result.draft.number] = then.pop(), _ONLY
            elif then:
                several[result.draft.number] = then
    return _tell(results, meant | _of_several(results, several, links), context)


def _whose(result: Result, links: Mapping[int, Links]) -> list[Whose]:
    """The company, and for where it had no open deal its person: of a company that is spelt in two ways they have one."""
    values, one = result.draft.values, links[result.draft.number]
    if one.deal is not None or NAMED & set(values) or not (values["over"] and values.get("done_at")):
        return []
    firm = one.company.pk if one.company else one.contact.company_id if one.contact else None
    found: list[Whose] = [] if firm is None else [("company", firm)]
    return [*found, ("contact", one.contact.pk)] if one.contact else found


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


def _of_several(
    results: Sequence[Result], several: Mapping[int, set[int]], links: Mapping[int, Links]
) -> dict[int, Meant]:
    """{row: its deal} of those whose customer had several open deals."""
    asked = set().union(*several.values())
    if not asked:
        return {}
    deals = Deal.objects.filter(pk__in=asked).values_list("pk", "title", "contact_id")
    titles = {pk: title for pk, title, _contact in deals}
    people = {(pk, contact) for pk, _title, contact in deals}
    people |= set(CommitteeMember.objects.filter(deal__in=asked).values_list("deal_id", "contact_id"))
    found: dict[int, Meant] = {}
    for result in results:
        then, who = several.get(result.draft.number, set()), links[result.draft.number].contact
        theirs = {pk for pk in then if who is not None and (pk, who.pk) in people}
        if len(theirs) == 1:
            found[result.draft.number] = theirs.pop(), _WITH
        elif pk := _named(text_of(result), {pk: titles[pk] for pk in theirs or then}):
            found[result.draft.number] = pk, _NAMED
    return found


def text_of(result: Result) -> str:
    values = result.draft.values
    said = (values.get(name) for name in ("name", "notes", "result", "next_step"))
    return "\n".join([*filter(None, map(str, filter(None, said))), *result.draft.remarks])


def _named(text: str, titles: Mapping[int, str]) -> int | None:
    """The only deal of which the text says a word that stands in no other title."""
    said = _words(text)
    words = {pk: _words(title) for pk, title in titles.items()}
    named = [
        pk
        for pk, mine in words.items()
        if said & mine - set().union(*(others for other, others in words.items() if other != pk))
    ]
    return named[0] if len(named) == 1 else None


def _words(text: str) -> set[str]:
    return set(_WORD.findall(fold(text)))


def _overlap(day: datetime, since: datetime, until: datetime | None) -> bool:
    """The call that ends a deal is of its last day."""
    return since < day + timedelta(days=1) and (until is None or until >= day)


def _tell(results: Sequence[Result], meant: Mapping[int, Meant], context: Context) -> dict[int, Deal]:
    rows = Deal.objects.visible_to(context.by).filter(pk__in={pk for pk, _why in meant.values()})
    full = rows.select_related("pipeline", "stage", "company", "contact", "owner")
    deals = {deal.pk: deal for deal in full if context.by.can("activity.create", deal)} if meant else {}
    found = {number: deals[pk] for number, (pk, _why) in meant.items() if pk in deals}
    texts = {
        _ONLY: _("It belongs to “%(deal)s”, the only deal that was open on that day."),
        _WITH: _("It belongs to “%(deal)s”, the only open deal with this person."),
        _NAMED: _("It belongs to “%(deal)s”, the only open deal of which it speaks."),
    }
    for result in results:
        if deal := found.get(result.draft.number):
            text = texts[meant[result.draft.number][1]]
            result.draft.warn("deal_title", text % {"deal": deal.title[:60]}, often=True)
    return found
