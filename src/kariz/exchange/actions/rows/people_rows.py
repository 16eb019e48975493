"""Companies and contacts of a chunk: found, or made with few statements."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kariz.exchange.actions.at_work import likeness
from kariz.exchange.actions.at_work.at_hand import Change
from kariz.exchange.actions.at_work.context import Context, Result
from kariz.exchange.actions.at_work.refs import codes_alone, key_of
from kariz.exchange.actions.rows import joined_jobs, notes_of_firms, of_cards, same_family
from kariz.exchange.actions.rows.people_changes import (
    add_said,
    both_facts,
    company_alone,
    company_facts,
    contact_values,
    enrich_companies,
    enrich_contacts,
    note_numbers,
    points_of,
)
from kariz.exchange.queries.known.given_jobs import CREATED
from kariz.localisation.said import gettext as _
from kariz.people.actions import companies, contacts
from kariz.people.models import Contact
from kariz.people.normal import company_key
from kariz.people.queries import matching
from kariz.reading.names.met import FAMILY, POINT, Met
from kariz.reading.names.names import family_of, is_fuller, who_is, words_of
from kariz.reading.rows.drafts import Draft
from kariz.reading.rows.settings import CREATE, FILL, UPDATE
from kariz.web.errors import FieldErrors

Rows = list[tuple[Result, dict[str, Any]]]


def make(create_many: Callable[..., list[Any]], rows: Rows, context: Context) -> list[tuple[Result, Any]]:
    """Create what can be; rows that the action finds wrong are refused with its words."""
    while rows:
        try:
            made = create_many(
                rows=[values for _result, values in rows],
                by=context.by,
                owner_by=[context.sellers.found_by(result.draft) for result, _values in rows],
            )
            return list(zip([result for result, _values in rows], made, strict=True))
        except FieldErrors as error:
            bad = _blame(error, rows)
            rows = [row for place, row in enumerate(rows) if place not in bad]
    return []


def _blame(error: FieldErrors, rows: Rows) -> set[int]:
    bad = set()
    for name, texts in error.errors.items():
        place, field = (0, name) if len(rows) == 1 else _place(name)
        if place is None:
            raise error
        rows[place][0].refuse(texts[0], field)
        bad.add(place)
    return bad


def _place(name: str) -> tuple[int | None, str]:
    parts = name.split(".", 2)
    return (int(parts[1]), parts[-1]) if parts[0] == "rows" and parts[1].isdecimal() else (None, name)


def company_ids(results: Sequence[Result], context: Context) -> dict[int, int]:
    """{row number: id of its company}: by its number in the other system, else by name. New ones are
    whose the row is that names them first."""
    refs = context.refs
    refs.ask("company", [result.draft.values.get("company_ref", "") for result in results])
    before = refs.firms_of_before(codes_alone(result.draft for result in results))
    ids: dict[int, int] = {}
    named, numbered = [], []
    for result in results:
        values = result.draft.values
        if pk := refs.id("company", values.get("company_ref", "")):
            ids[result.draft.number] = pk
            numbered += [result] if context.own == "contact" and values.get("company") else []
        elif "company" not in values and (pk := before.ids.get(values.get("company_ref", ""))):
            ids[result.draft.number] = pk
            text = _("The number %(key)s is that of a company of an earlier list.")
            result.draft.warn("company_ref", text % {"key": values["company_ref"]}, often=True)
        elif values.get("company"):
            named.append(result)
        elif key := values.get("company_ref"):
            result.draft.warn("company_ref", before.why_none(key))
    if numbered and context.settings.existing_company in (FILL, UPDATE):
        enrich_companies(numbered, ids, context)
    by_name = _companies_by_name(named, context)
    for result in named:
        if pk := by_name.get(result.draft.values["company"]):
            ids[result.draft.number] = pk
            refs.link("company", result.draft.values.get("company_ref", ""), pk)
    notes_of_firms.keep_rest(results, ids, context)
    return ids


def _companies_by_name(named: Sequence[Result], context: Context) -> dict[str, int]:
    """{name as typed: id} for the companies that rows name; made where there is none."""
    names = {result.draft.values["company"] for result in named}
    look = names and context.settings.existing_company != CREATE
    known = context.hand.companies.of(names) if look else {}
    new: dict[str, tuple[Result, dict[str, Any]]] = {}
    for result in named:
        values = result.draft.values
        if values["company"] in known:
            continue
        key, facts = company_key(values["company"]), company_facts(values)
        if key in new:
            first, said = new[key]
            new[key] = (first, both_facts(result, facts, said))
            continue
        if "only_company" in values:
            facts |= company_alone(values)
        new[key] = (result, {"name": values["company"], "owner": context.sellers.of(result.draft)} | facts)
    likeness.tell_of_numbers(new.values(), context)
    context.empty = set()
    ids: dict[str, int] = {}
    made = make(companies.create_many, list(new.values()), context)
    context.hand.companies_made(company for _result, company in made)
    for result, company in made:
        result.made.append(("company", company.pk))
        context.empty.add(company.pk)
        context.made["company", company.pk] = company
        ids[company_key(company.name)] = company.pk
    if context.settings.existing_company in (FILL, UPDATE):
        here = {result.draft.number: known.get(result.draft.values["company"]) for result in named}
        enrich_companies(named, here, context)
    return known | {name: pk for name in names - known.keys() if (pk := ids.get(company_key(name)))}


@dataclass(frozen=True, slots=True)
class Reached:
    """{phone or address as given: ids of the contacts with it}."""

    by_phone: dict[str, list[int]]
    by_email: dict[str, list[int]]


def reached_by(rows: Sequence[Result], context: Context) -> Reached:
    """Whom the phones and addresses of the rows lead to: two statements at most for all rows of a chunk."""
    phones = {
        text for result in rows for kind in ("mobile", "phone") for text in result.draft.values.get(kind, [])
    }
    emails = {text for result in rows for text in result.draft.values.get("email", [])}
    return Reached(
        context.hand.phones.of(phones),
        context.hand.emails.of(emails),
    )


def contact_ids(
    results: Sequence[Result],
    companies_known: dict[int, int],
    context: Context,
    reached: Reached | None = None,
) -> dict[int, int]:
    """{row number: id of its contact}. The same number, phone, e-mail, or name in the company is the same person."""
    refs = context.refs
    refs.ask("contact", [result.draft.values.get("contact_ref", "") for result in results])
    named = []
    for result in results:
        values = result.draft.values
        if values.get("contact") or refs.id("contact", values.get("contact_ref", "")):
            named.append(result)
        elif key := values.get("contact_ref"):
            result.draft.warn("contact_ref", _("No person has the number %(key)s here.") % {"key": key})
    alike_too = context.settings.existing_contact != CREATE
    found = known_contacts(named, companies_known, context, reached, alike_too=alike_too)
    if context.settings.existing_contact in (FILL, UPDATE):
        enrich_contacts(named, found, context)
    else:
        joined_jobs.of_ours(named, found, context)
        if context.own == "deal":
            note_numbers(named, found, context)
    new: dict[int, tuple[Result, dict[str, Any]]] = {}
    waiting: list[tuple[Result, int]] = []
    met = Met()
    for result in named:
        number, values = result.draft.number, result.draft.values
        if number in found:
            continue
        company = companies_known.get(number)
        own = new_row_keys(values, company, values.get("contact_ref", ""))
        key = met.find(own, values["contact"]) or number
        met.add(own, key, values["contact"])
        waiting.append((result, key))
        if key == number:
            new[key] = (result, contact_values(result, company, context))
        else:
            add_said(new[key][1], values)
    made = {
        result.draft.number: contact
        for result, contact in make(contacts.create_many, list(new.values()), context)
    }
    context.empty = set()
    changes: list[Change] = []
    for result, values in new.values():
        if contact := made.get(result.draft.number):
            result.made.append(("contact", contact.pk))
            context.made["contact", contact.pk] = contact
            changes.append((contact, values["points"]))
    context.hand.people_changed(changes)
    context.hand.jobs.tell_all((contact.pk for contact, _points in changes), CREATED)
    for result, key in waiting:
        if key in made:
            refs.link("contact", result.draft.values.get("contact_ref", ""), made[key].pk)
    return found | {result.draft.number: made[key].pk for result, key in waiting if key in made}


def new_row_keys(values: dict[str, Any], company: int | None, number: str = "") -> list[Any]:
    """What makes two new rows the same person. Who has a number of their own in the other system is another person
    than a namesake, or than who shares the phone."""
    name = matching.fold(values["contact"])
    points = points_of(values)
    # Colleagues share the number of the office; only who has a word of the name in common is compared.
    shared = [name] if number else sorted(words_of(name)) or [""]
    keys: list[Any] = [
        (POINT, point["kind"] == "email", matching.normal.point(point["kind"], point["value"]), word)
        for point in points
        for word in shared
    ]
    if number:
        keys.append(("number", number))
    if not points or (company is not None and not number):
        keys.append(("name", name, company))
    if company is not None and not number:
        keys.append((FAMILY, family_of(values["contact"]), company))
    return keys


def known_contacts(
    named: Sequence[Result],
    companies_known: dict[int, int],
    context: Context,
    reached: Reached | None = None,
    *,
    alike_too: bool = True,
) -> dict[int, int]:
    """{row number: id} of the contacts that are there already, by number before anything else."""
    found: dict[int, int] = {}
    others = []
    for result in named:
        key = key_of(result.draft.values, "contact", context.own)
        if pk := context.refs.id("contact", key):
            found[result.draft.number] = pk
        else:
            others.append(result)
    alike = _alike(others, companies_known, context, reached) if alike_too else {}
    keyed = {
        result.draft.number: key
        for result in others
        if (key := key_of(result.draft.values, "contact", context.own))
    }
    strangers = _strangers(others, alike, keyed, context)
    for number, pk in alike.items():
        if number not in strangers:
            found[number] = pk
            context.refs.link("contact", keyed.get(number, ""), pk)
    return found


def _alike(
    named: Sequence[Result], companies_known: dict[int, int], context: Context, reached: Reached | None
) -> dict[int, int]:
    """{row number: id} by phone, e-mail or name in the company."""
    reached = reached or reached_by(named, context)
    by_phone, by_email = reached.by_phone, reached.by_email
    pairs = {}
    for result in named:
        values = result.draft.values
        company = companies_known.get(result.draft.number)
        if values.get("contact") and (company is not None or not points_of(values)):
            if company in context.empty:
                continue
            pairs[result.draft.number] = (values["contact"], company)
    by_name = context.hand.namesakes.of(pairs.values())
    found = {}
    names = context.hand.names.of(
        pk for reached in (by_phone, by_email) for ids in reached.values() for pk in ids
    )
    settings = context.settings
    policy = settings.existing if context.own == "contact" else settings.existing_contact
    fills = policy == UPDATE or (policy == FILL and not of_cards.is_of_cards(context.one))
    for result in named:
        values, number = result.draft.values, result.draft.number
        texts = [*values.get("mobile", []), *values.get("phone", [])]
        ids = [pk for text in values.get("email", []) for pk in by_email.get(text, ())]
        ids += [pk for text in texts for pk in by_phone.get(text, ())]
        pk = called_so(values.get("contact", ""), ids, names)
        if ids and not pk:
            text = _("“%(name)s” has the same number or address; this is another name, so another person.")
            result.draft.warn("contact", text % {"name": names.get(ids[0], "")})
        elif pk:
            _say_who(result, pk, names, fills)
        if pk := pk or by_name.get(pairs.get(number, ("", None))):
            found[number] = pk
    if context.own == "deal":
        found |= _only_ones(named, companies_known, pairs, found, context)
    return found


def _only_ones(
    named: Sequence[Result],
    companies_known: dict[int, int],
    pairs: Mapping[int, tuple[str, int | None]],
    found: Mapping[int, int],
    context: Context,
) -> dict[int, int]:
    """{row number: id} of whom a deal means by one name alone. A number that is nobody's is of somebody else, unless no
    number of who is meant is known."""
    asked: dict[int, same_family.Asked] = {}
    for result in named:
        values, number = result.draft.values, result.draft.number
        name, company = pairs.get(number, ("", None))
        if company is not None and number not in found:
            kinds = same_family.kinds_of(points_of(values))
            asked[number] = (name, company, str(values.get("position", "")), kinds)
    if not asked:
        return {}
    beside = (
        (one.name, companies_known.get(result.draft.number))
        for result in named
        for one in result.draft.values.get("people", ())
    )
    meant = same_family.only_ones(asked.values(), [*pairs.values(), *beside], context.hand.staff.of)
    for result in named:
        if one := meant.get(asked.get(result.draft.number, ("", 0, "", frozenset()))):
            say_meant(result, one[1], result.draft.values["contact"])
    return {number: meant[one][0] for number, one in asked.items() if one in meant}


def say_meant(result: Result, known: str, name: str) -> None:
    text = _("“%(name)s” is taken for “%(known)s”, the only one of the company who is called so.")
    result.draft.warn("contact", text % {"name": name, "known": known})


def names_of(*reached: dict[str, list[int]]) -> dict[int, str]:
    """{id: name} of the contacts that numbers and addresses lead to."""
    ids = {pk for found in reached for several in found.values() for pk in several}
    return dict(Contact.objects.filter(pk__in=ids).values_list("pk", "name")) if ids else {}


def called_so(name: str, reached: Sequence[int], names: dict[int, str]) -> int | None:
    """Of the contacts with a number, who is called `name`, or may be."""
    return who_is(name, [(names.get(pk, ""), pk) for pk in reached])


def _say_who(result: Result, pk: int, names: dict[int, str], fills: bool) -> None:
    """No name of a row is lost without a word; who gets the full name by it is nobody else from then on."""
    name, known = result.draft.values.get("contact", ""), names.get(pk, "")
    if is_fuller(name, known) and fills:
        names[pk] = name
    elif name and words_of(name) - words_of(known):
        text = _("“%(name)s” is taken to be “%(known)s”, who has the same number or address.")
        result.draft.warn("contact", text % {"name": name, "known": known})


def _strangers(
    rows: Sequence[Result], alike: dict[int, int], keyed: dict[int, str], context: Context
) -> set[int]:
    """Rows that are like a person whom the same source knows by another number, and are called otherwise."""
    claimed = context.refs.claimed("contact", [pk for number, pk in alike.items() if number in keyed])
    other = {
        number
        for number, key in keyed.items()
        if (held := claimed.get(alike.get(number, 0)))
        and any(source == context.refs.source and known != key for source, known in held)
    }
    if not other:
        return other
    ids = [alike[number] for number in other]
    names = dict(Contact.objects.filter(pk__in=ids).values_list("pk", "folded"))
    return {
        row.draft.number
        for row in rows
        if row.draft.number in other
        and matching.fold(row.draft.values.get("contact", ""))[:400] != names.get(alike[row.draft.number])
    }


def row_keys(draft: Draft, context: Context) -> list[Any]:
    """What makes two rows of one file the same record, without asking the database."""
    values, keys = draft.values, []
    if number := values.get("external_id", ""):
        keys.append(("number", number))
    elif context.own == "company" and values.get("company"):
        keys.append(("company", company_key(values["company"])))
    if context.own == "contact" and values.get("contact"):
        company = company_key(values.get("company", "")) or None
        keys += new_row_keys(values, company, number)  # type: ignore[arg-type]
    return keys
