"""Further people whom a row of a deal names by number: they sit in its buying committee, and none is dropped silently."""

from __future__ import annotations

from collections.abc import Sequence

from kariz.exchange.actions.at_work import existing
from kariz.exchange.actions.at_work.context import Context, Result
from kariz.exchange.models import ImportRow
from kariz.localisation.said import gettext as _
from kariz.people.models import Contact
from kariz.pipeline.actions import committee
from kariz.pipeline.models import CommitteeMember, Deal
from kariz.web.errors import DomainError

ROLE = CommitteeMember.Role.USER
"""What is said of somebody of whom the file says no role."""


def seat(results: Sequence[Result], context: Context) -> None:
    """Called when the deals of the chunk are there; people of new deals with few statements, others one by one."""
    named = [
        result
        for result in results
        if result.kind == "deal" and result.pk and result.draft.values.get("further")
    ]
    if not named:
        return
    context.refs.ask("contact", {key for result in named for key in result.draft.values["further"]})
    ids = {
        key: pk for result in named for key in result.draft.values["further"] if (pk := _known(key, context))
    }
    people = Contact.objects.in_bulk(set(ids.values()))
    deals = Deal.objects.select_related("pipeline", "stage").in_bulk(
        {result.pk for result in named if result.pk}
    )
    seated = set(CommitteeMember.objects.filter(deal__in=deals).values_list("deal_id", "contact_id"))
    made = {result.pk for result in named if result.pk and result.action == ImportRow.Action.CREATED}
    new: list[tuple[Deal, Contact]] = []
    for result in named:
        deal = deals.get(result.pk or 0)
        for key in result.draft.values["further"]:
            contact = people.get(ids.get(key, 0))
            if contact is None:
                result.draft.warn(
                    "contact_ref", _("No person has the number %(key)s here.") % {"key": key[:60]}
                )
            elif deal is None or (deal.pk, contact.pk) in seated:
                continue
            elif result.action == ImportRow.Action.CREATED or deal.pk in made:
                new.append((deal, contact))
            elif existing.changes(context):
                _put(result, deal, contact, context)
    if new:
        committee.seat_many(seats=new, role=ROLE, by=context.by, made=made)


def _known(key: str, context: Context) -> int | None:
    return context.refs.id("contact", key)


def _put(result: Result, deal: Deal, contact: Contact, context: Context) -> None:
    try:
        committee.put_member(deal=deal, contact=contact, by=context.by, role=ROLE)
    except DomainError as error:
        result.draft.warn("contact_ref", str(error))
        return
    result.draft.warnings[:] = [
        note for note in result.draft.warnings if note["text"] != _("Nothing is different.")
    ]
    result.end(ImportRow.Action.UPDATED, "deal", deal.pk)
