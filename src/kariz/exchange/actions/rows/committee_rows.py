"""Who sits in the buying committees of deals, as another system says it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

from kariz.exchange.actions.at_work import existing
from kariz.exchange.actions.at_work.context import Context, Result
from kariz.exchange.actions.rows.further_people import ROLE
from kariz.exchange.actions.rows.links import Links, links_of
from kariz.exchange.models import ImportRow
from kariz.exchange.queries.known.choices import choice_of
from kariz.localisation.said import gettext as _
from kariz.people.models import Contact
from kariz.pipeline.actions import committee, deals
from kariz.pipeline.models import CommitteeMember, Deal
from kariz.reading.rows.settings import UPDATE
from kariz.reading.rows.work_rows import is_yes, role_of
from kariz.web.errors import DomainError

UPDATED = ImportRow.Action.UPDATED
PARTS = committee.PARTS
USUAL = (str(ROLE), str(CommitteeMember.Stance.UNKNOWN), "")
"""Of who is only named."""
Seat = list[str]
"""Role, stance and influence."""


def write_seats(results: Sequence[Result], context: Context) -> None:
    """A seat for each row; who has one keeps it, unless the policy overwrites and the row says another role."""
    links = links_of(results, context)
    good = [result for result in results if _may_sit(result, links[result.draft.number], context)]
    ids = {deal.pk for result in good if (deal := links[result.draft.number].deal)}
    members = CommitteeMember.objects.filter(deal__in=ids)
    held: dict[tuple[int, int], Seat] = {
        (deal, contact): seat for deal, contact, *seat in members.values_list("deal_id", "contact_id", *PARTS)
    }
    new: dict[tuple[str, ...], list[tuple[Deal, Contact]]] = {}
    for result in good:
        one = links[result.draft.number]
        deal, contact = _pair(one)
        said = _seat(result)
        if (before := held.get((deal.pk, contact.pk))) is None:
            seat = held[deal.pk, contact.pk] = [
                said.get(name, usual) for name, usual in zip(PARTS, USUAL, strict=True)
            ]
            new.setdefault(tuple(seat), []).append((deal, contact))
            result.end(UPDATED, "deal", deal.pk)
        elif _says_otherwise(said, before) and context.settings.existing == UPDATE:
            seat = held[deal.pk, contact.pk] = [
                said.get(name, kept) for name, kept in zip(PARTS, before, strict=True)
            ]
            _put(result, deal, contact, seat, context)
        else:
            result.skip(_("This already exists."), "deal", deal.pk)
    for (role, stance, influence), seats in new.items():
        committee.seat_many(seats=seats, role=role, stance=stance, influence=influence, by=context.by)
    _lead(good, links, context)


def _pair(one: Links) -> tuple[Deal, Contact]:
    """Both are there: rows without were refused."""
    return cast("Deal", one.deal), cast("Contact", one.contact)


def _may_sit(result: Result, one: Links, context: Context) -> bool:
    if one.deal is None:
        result.refuse(_("There is no such deal here."), "deal_ref")
    elif one.contact is None:
        result.refuse(_("There is no such person here."), "contact_ref")
    elif not context.by.can("deal.change", one.deal):
        result.refuse(_("You may not change this deal."), "deal_ref")
    return not result.action


def _says_otherwise(said: Mapping[str, str], before: Seat) -> bool:
    return any(said.get(name, kept) != kept for name, kept in zip(PARTS, before, strict=True))


def _seat(result: Result) -> dict[str, str]:
    """{part: value} of what the row says of the seat, in the words of either language."""
    values = result.draft.values
    said = {"role": _role(result)} if values.get("role") else {}
    for name, choices in (("stance", CommitteeMember.Stance), ("influence", CommitteeMember.Influence)):
        if not (word := values.get(name, "")):
            continue
        if value := choice_of(word, choices):
            said[name] = value
        else:
            result.draft.warn(name, _("Nobody knows what “%(word)s” means here.") % {"word": word[:60]})
    return said


def _role(result: Result) -> str:
    word = result.draft.values.get("role", "")
    if word and not role_of(word):
        text = _("No role is called “%(word)s”; the person sits there as a user.")
        result.draft.warn("role", text % {"word": word[:60]})
    return role_of(word) or str(ROLE)


def _put(result: Result, deal: Deal, contact: Contact, seat: Seat, context: Context) -> None:
    role, stance, influence = seat
    try:
        committee.put_member(
            deal=deal, contact=contact, by=context.by, role=role, stance=stance, influence=influence
        )
    except DomainError as error:
        result.refuse(str(error), "role")
    else:
        result.end(UPDATED, "deal", deal.pk)


def _lead(results: Sequence[Result], links: dict[int, Links], context: Context) -> None:
    """The first of them is the contact of a deal that has none."""
    led: set[Any] = set()
    for result in results:
        deal, contact = _pair(links[result.draft.number])
        primary = is_yes(result.draft.values.get("primary", ""))
        if primary and deal.contact_id is None and deal.pk not in led and result.action == UPDATED:
            led.add(deal.pk)
            existing.try_change(result, lambda: deals.change(deal=deal, by=context.by, contact=contact))  # noqa: B023
