"""Further people whose names stand in the cell of one: people of the same company, and of the deal's committee."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from kariz.exchange.actions.at_work import existing
from kariz.exchange.actions.at_work.context import Context, Result
from kariz.exchange.actions.rows import former_points, same_family
from kariz.exchange.actions.rows.further_people import ROLE
from kariz.exchange.actions.rows.people_changes import more_points
from kariz.exchange.actions.rows.people_rows import called_so, names_of, say_meant
from kariz.exchange.models import ImportRow
from kariz.people import normal
from kariz.people.actions import contacts
from kariz.people.models import Contact
from kariz.people.queries import matching
from kariz.pipeline.actions import committee
from kariz.pipeline.models import CommitteeMember, Deal
from kariz.reading.names.met import FAMILY, POINT, Met
from kariz.reading.names.names import Named, family_of
from kariz.reading.rows.settings import FILL, UPDATE
from kariz.web.errors import DomainError

Action = ImportRow.Action
One = tuple[Result, Named, int | None]
"""A row, somebody whom it names besides, and the id of their company."""


def bring(results: Sequence[Result], companies: Mapping[int, int], context: Context) -> None:
    """Called when the records of the rows are there; a few statements, and none where no row names several."""
    named: list[One] = [
        (result, one, companies.get(result.draft.number))
        for result in results
        if result.pk and _is_taken(result, context)
        for one in result.draft.values.get("people", ())
    ]
    if not named:
        return
    ids = _people(named, context)
    seats: dict[int, list[tuple[Result, int]]] = {}
    for place, (result, _one, _company) in enumerate(named):
        if result.kind == "deal" and place in ids and result.pk:
            seats.setdefault(result.pk, []).append((result, ids[place]))
    if seats:
        _seat(seats, set(ids.values()), context)


def _is_taken(result: Result, context: Context) -> bool:
    """A row of which nothing else was new may still name somebody who is, unless such rows are left as they are."""
    if result.before:
        # It came in before, with its people; only its lines are compared.
        return False
    if result.action == Action.SKIPPED:
        return result.people_went or existing.changes(context)
    return result.action in (Action.CREATED, Action.UPDATED)


def _wrote(result: Result) -> None:
    """A row that brought nothing but further people changed something all the same."""
    if result.action == Action.SKIPPED:
        result.end(Action.UPDATED, result.kind, result.pk)


def _people(named: Sequence[One], context: Context) -> dict[int, int]:
    """{place in `named`: id of the person}; who is not here is made."""
    pairs = {(one.name, company) for _result, one, company in named}
    by_name = same_family.match(pairs, by=context.by)
    numbers = {number for _result, one, _company in named for number in one.phones}
    by_phone = matching.match_phones(numbers, by=context.by) if numbers else {}
    addresses = {address for _result, one, _company in named for address in one.emails}
    by_email = matching.match_emails(addresses, by=context.by) if addresses else {}
    names = names_of(by_phone, by_email)
    meant = _only_ones(named, by_name, context)
    found: dict[int, int] = {}
    seen = Met()
    new: dict[int, list[int]] = {}
    for place, (_result, one, company) in enumerate(named):
        reached = [pk for address in one.emails for pk in by_email.get(address, ())]
        reached += [pk for number in one.phones for pk in by_phone.get(number, ())]
        pk = called_so(one.name, reached, names)
        if pk := pk or by_name.get((one.name, company)) or meant.get(place):
            found[place] = pk
        else:
            points = [*map(normal.phone, one.phones), *map(normal.email, one.emails)]
            keys = [*((POINT, point) for point in points), ("name", matching.fold(one.name), company)]
            if company is not None:
                keys.append((FAMILY, family_of(one.name), company))
            found_at = seen.find(keys, one.name)
            first = place if found_at is None else found_at
            seen.add(keys, first, one.name)
            new.setdefault(first, []).append(place)
    if context.settings.existing_contact in (FILL, UPDATE):
        _reach_known([(named[place], pk) for place, pk in found.items()], context)
    made = _make([named[place] for place in new], context)
    for places, contact in zip(new.values(), made, strict=False):
        if contact is not None:
            result = named[places[0]][0]
            result.made.append(("contact", contact.pk))
            _wrote(result)
            context.made["contact", contact.pk] = contact
            found |= dict.fromkeys(places, contact.pk)
    return found


def _only_ones(
    named: Sequence[One], by_name: Mapping[same_family.Pair, int], context: Context
) -> dict[int, int]:
    """{place in `named`: id} of whom a deal means by one name alone."""
    if context.own != "deal":
        return {}
    asked = {
        place: (one.name, company, one.position, same_family.kinds_of(_points(one)))
        for place, (_result, one, company) in enumerate(named)
        if company is not None and (one.name, company) not in by_name
    }
    said = [(one.name, company) for _result, one, company in named]
    said += [
        (str(result.draft.values["contact"]), company)
        for result, _one, company in named
        if result.draft.values.get("contact")
    ]
    meant = same_family.only_ones(asked.values(), said, _staff(context)) if asked else {}
    for place, one in asked.items():
        if one in meant:
            say_meant(named[place][0], meant[one][1], one[0])
    return {place: meant[one][0] for place, one in asked.items() if one in meant}


def _staff(context: Context) -> Callable[[set[int]], dict[int, same_family.Staff]]:
    return lambda firms: same_family.staff(firms, by=context.by)


def _reach_known(rows: Sequence[tuple[One, int]], context: Context) -> None:
    """The numbers and addresses that rows have for people who are here already."""
    said: dict[int, tuple[Result, list[dict[str, str]]]] = {}
    for (result, one, _company), pk in rows:
        if points := _points(one):
            said.setdefault(pk, (result, []))[1].extend(points)
    records = Contact.objects.prefetch_related("points").in_bulk(said) if said else {}
    former_points.ask(records, context)
    for pk, record in records.items():
        result, points = said[pk]
        former = former_points.find(result, record, points, context, of=result.pk or 0)
        if given := more_points(record, points, former):
            existing.try_change(
                result,
                lambda: contacts.change(contact=record, by=context.by, **given),  # noqa: B023
            )


def _points(one: Named) -> list[dict[str, str]]:
    return [
        *({"kind": _kind(number), "value": number} for number in one.phones),
        *({"kind": "email", "value": address} for address in one.emails),
    ]


def _kind(number: str) -> str:
    return "mobile" if normal.is_mobile(normal.phone(number) or "") else "phone"


def _make(rows: Sequence[One], context: Context) -> list[Contact | None]:
    values = [
        {
            "name": one.name,
            "position": one.position,
            "notes": one.note,
            "company": context.made.get(("company", company), company) if company else None,
            "owner": context.sellers.of(result.draft),
            "points": _points(one),
        }
        for result, one, company in rows
    ]
    try:
        found = [context.sellers.found_by(result.draft) for result, _one, _company in rows]
        return list(contacts.create_many(rows=values, by=context.by, owner_by=found)) if values else []
    except DomainError as error:
        for result, one, _company in rows:
            result.draft.warn("contact", f"{one.name}: {error}")
        return []


def _seat(seats: Mapping[int, Sequence[tuple[Result, int]]], ids: set[int], context: Context) -> None:
    deals = Deal.objects.select_related("pipeline", "stage").in_bulk(seats)
    people = Contact.objects.in_bulk(ids)
    seated = set(CommitteeMember.objects.filter(deal__in=deals).values_list("deal_id", "contact_id"))
    made = {pk for pk, rows in seats.items() for result, _id in rows if result.action == Action.CREATED}
    new = [(deals[pk], people[one]) for pk in made for _result, one in seats[pk]]
    for pk, rows in seats.items():
        for result, one in rows if pk not in made and existing.changes(context) else ():
            if (pk, one) in seated:
                # What is known of somebody's role is worth more than a name in a cell.
                continue
            try:
                committee.put_member(deal=deals[pk], contact=people[one], by=context.by, role=ROLE)
                _wrote(result)
            except DomainError as error:
                result.draft.warn("contact", str(error))
    if new:
        committee.seat_many(seats=new, role=ROLE, by=context.by, made=made)
