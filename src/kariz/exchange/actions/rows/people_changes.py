"""What a row says of a company or a person, for a new record and for one that is there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from kariz.exchange.actions.at_work import existing
from kariz.exchange.actions.at_work.context import Context, Result
from kariz.exchange.actions.rows import (
    former_points,
    held,
    joined_jobs,
    lines_of_firms,
    notes_of_firms,
    of_cards,
    pending,
)
from kariz.localisation.said import gettext as _
from kariz.people.actions import companies, contacts
from kariz.people.likeness.plain_names import is_plain_person
from kariz.people.models import DIALLED, Company, Contact, PointKind
from kariz.people.queries import matching
from kariz.reading.cells.mailboxes import COMPANY_EMAIL
from kariz.reading.columns.consent_fields import CONSENT
from kariz.reading.columns.person_fields import SAID, SOCIAL
from kariz.reading.columns.proposals import OF_FIRM
from kariz.reading.columns.remarks_of_firms import FIELD as FIRMS_NOTES
from kariz.reading.names.names import is_fuller, is_name
from kariz.reading.names.shorter_names import says_less
from kariz.reading.rows.drafts import Draft
from kariz.reading.rows.settings import FILL, UPDATE
from kariz.records.custom.values import PREFIX

COMPANY = ("industry", "size", "city", "website", "national_id", "economic_code", "address")
CONTACT = ("position", *SAID)


def points_of(values: dict[str, Any]) -> list[dict[str, str]]:
    """The ways to reach somebody that a row names, each once."""
    found = [
        {"kind": kind, "value": text}
        for kind in ("mobile", "phone", "email")
        for text in values.get(kind, [])
    ]
    found += [{"kind": way.kind, "value": str(way)} for name in SOCIAL for way in values.get(name, [])]
    kept: dict[tuple[str, str | None], dict[str, str]] = {}
    for point in found:
        kept.setdefault(_point_key(point), point)
    return list(kept.values())


def _point_key(point: Mapping[str, Any]) -> tuple[str, str | None]:
    return point["kind"], matching.normal.point(point["kind"], point["value"])


def company_facts(values: dict[str, Any]) -> dict[str, Any]:
    """What a row of people or deals says of the company that it names."""
    facts = {name: values[name] for name in COMPANY if name in values}
    facts |= {"phone": values["company_phone"][0]} if values.get("company_phone") else {}
    facts |= {"notes": values[FIRMS_NOTES]} if FIRMS_NOTES in values else {}
    return facts | own_fields(values, OF_FIRM + PREFIX)


def both_facts(result: Result, facts: Mapping[str, Any], before: Mapping[str, Any]) -> dict[str, Any]:
    """What rows say of one company, `before` and now this; of what both say, the first has said it, and this one is told.
    Notes of both stay."""
    mine, theirs = facts.get("custom", {}), before.get("custom", {})
    custom = {**mine, **theirs}
    for key, value in mine.items():
        if custom[key] != value:
            text = _("Another row says something else of this company, and that stays.")
            result.draft.warn(f"{OF_FIRM}{PREFIX}{key}", text)
    notes = notes_of_firms.both(before.get("notes", ""), facts.get("notes", ""))
    more = {name: said for name, said in (("custom", custom), ("notes", notes)) if said}
    return {**facts, **before, **more}


def company_values(result: Result, context: Context) -> dict[str, Any]:
    values = result.draft.values
    kept = {name: values[name] for name in (*COMPANY, "notes") if name in values}
    if "channel" in values:
        kept["source"] = values["channel"]
    if phones := values.get("phone"):
        kept["phone"] = phones[0]
    if "company" in values:
        kept["name"] = values["company"]
    kept |= own_fields(values)
    return kept | {"owner": context.sellers.of(result.draft)}


def company_alone(values: dict[str, Any]) -> dict[str, Any]:
    """What a row of a list of people says of a company of which it names nobody."""
    phones = [*values.get("company_phone", [])[:1], *values.get("phone", []), *values.get("mobile", [])]
    notes = "\n".join(filter(None, [values.get("notes", ""), *phones[1:], *values.get(COMPANY_EMAIL, ())]))
    return {"phone": phones[0]} | {"notes": notes} if phones else {"notes": notes}


def keep_numbers(result: Result, pk: int, context: Context) -> bool:
    """Numbers and addresses of such a row that its company, which is here, lacks: its phone if it has none, else in its
    notes."""
    record = context.hand.firms.of([pk])[pk]
    values = result.draft.values
    numbers = [
        number
        for number in (*values.get("phone", ()), *values.get("mobile", ()))
        if matching.normal.phone(number) != record.phone_normal and number not in record.notes
    ]
    addresses = [address for address in values.get(COMPANY_EMAIL, ()) if address not in record.notes]
    if not numbers and not addresses:
        return False
    phone = {"phone": numbers.pop(0)} if numbers and not record.phone else {}
    given = existing.remarked(record, phone, [*numbers, *addresses])
    existing.try_change(result, lambda: companies.change(company=record, by=context.by, **given))
    context.hand.company_changed(pk)
    return True


def own_fields(values: dict[str, Any], prefix: str = PREFIX) -> dict[str, Any]:
    """{"custom": {key: value}} of the own fields that the row states of its record, or of its company."""
    found = {name.removeprefix(prefix): value for name, value in values.items() if name.startswith(prefix)}
    return {"custom": found} if found else {}


def contact_values(result: Result, company: int | None, context: Context) -> dict[str, Any]:
    values = result.draft.values
    facts = {name: values[name] for name in CONTACT if name in values}
    return facts | {
        "name": values["contact"],
        "company": context.made.get(("company", company), company) if company else None,
        "owner": context.sellers.of(result.draft),
        "points": points_of(values),
    }


def add_said(person: dict[str, Any], values: dict[str, Any]) -> None:
    """What a further row says of somebody whom an earlier one brings: nothing of it is lost."""
    name = values.get("contact", "")
    if name and (not person["name"] or is_fuller(name, person["name"])):
        person["name"] = name
    if "position" in values:
        person["position"] = joined_jobs.both(person.get("position", ""), values["position"])
    for name in SAID:
        if name in values:
            person.setdefault(name, values[name])
    held = {_point_key(point) for point in person["points"]}
    person["points"] += [point for point in points_of(values) if _point_key(point) not in held]


def extra(draft: Draft) -> dict[str, Any]:
    values = draft.values
    plain = {name: values[name] for name in ("channel", *CONSENT) if name in values}
    return plain | existing.new_notes(values.get("notes", ""), draft.remarks) | own_fields(values)


def says_company(result: Result, record: Company, context: Context) -> dict[str, Any]:
    """What a row about a company changes of its record."""
    given = company_values(result, context)
    if "owner" not in result.draft.values or given["owner"] is None:
        # A name that means nobody here takes the record from no one.
        given.pop("owner")
    policy = context.settings.existing
    if _is_former_name(result, record, context):
        # What the list says of it was so of the one that was merged: it adds, and takes nothing from the survivor.
        given.pop("name")
        policy = FILL if policy == UPDATE else policy
        if any(_differs(record, given, name) for name in ("national_id", "economic_code")):
            given = {}
    held.hold(result, record, given, policy)
    given = existing.wanted(record, given, policy)
    pending.filled(result, given)
    return existing.remarked(record, given, result.draft.remarks)


def _differs(record: Company, given: Mapping[str, Any], name: str) -> bool:
    return bool(getattr(record, name)) and given.get(name) not in (None, "", getattr(record, name))


def _is_former_name(result: Result, record: Company, context: Context) -> bool:
    """Is it known by its name alone, and by the one of a company that was merged into it?"""
    values = result.draft.values
    chosen = "id" in values or context.chosen.get(result.draft.number)
    if "company" not in values or chosen or context.refs.id("company", values.get("external_id", "")):
        return False
    if matching.normal.company_key(values["company"]) != record.match_key:
        return True
    called = result.draft.called
    former = context.hand.former_firms.of([record.pk]).get(record.pk, frozenset()) if called else frozenset()
    return matching.normal.company_key(called) in former


def says_contact(
    result: Result,
    record: Contact,
    context: Context,
    policy: str,
    *,
    company: int | None = None,
) -> dict[str, Any]:
    """The same of a person; a further row of the list that brought them tells what else they do."""
    values = result.draft.values
    given = {name: values[name] for name in (*CONTACT, "notes", "channel", *CONSENT) if name in values}
    given |= own_fields(values)
    said = {"name": values.get("contact", "")}
    is_card = of_cards.is_of_cards(context.one)
    if is_card and not of_cards.may_rename(said["name"], record, policy):
        said["name"] = ""
    if "id" not in values and _was_called(record, said["name"], context):
        said["name"] = ""
    if said["name"] and not is_card and ("id" in values or _may_be_called(record.name, values)):
        given["name"] = said["name"]
    if company is not None:
        given["company"] = company
    if "owner" in values and (owner := context.sellers.of(result.draft)):
        given["owner"] = owner
    more = joined_jobs.join(result, record, given, context)
    held.hold(result, record, given, policy)
    given = existing.wanted(record, given, policy) | more
    joined_jobs.keep(record, given, context)
    given |= _fuller(result, record, said)
    given = existing.remarked(record, given, result.draft.remarks)
    points = former_points.leave(result, record, points_of(values), context)
    former = former_points.find(result, record, points, context, of=record.pk, firm=company)
    given |= more_points(record, points, former)
    pending.filled(result, given)
    return given


def _was_called(record: Contact, name: str, context: Context) -> bool:
    """Is it the name of somebody who was merged into them? Then it was decided what they are called."""
    if not name or name == record.name:
        return False
    return matching.fold(name) in context.hand.former.of([record.pk]).get(record.pk, ())


def _may_be_called(known: str, values: Mapping[str, Any]) -> bool:
    """No remark that stands behind a name becomes a part of it, and «خانم صادقی» takes no «بهاره صادقی» her name. Where a
    number says who she is, another name does."""
    name = values["contact"]
    if is_plain_person(known) and is_name(known) and not is_plain_person(name):
        return False
    return not (says_less(name, known) if "external_id" in values else is_fuller(known, name))


def enrich_companies(named: Sequence[Result], known: Mapping[int, int | None], context: Context) -> None:
    """What the rows say of companies that were there before. `known`: {row number: id of its company}; two companies may
    have one name."""
    rows: dict[int, tuple[Result, dict[str, Any]]] = {}
    for result in named:
        values = result.draft.values
        pk = known.get(result.draft.number)
        facts = company_facts(values)
        if pk and facts and ("company", pk) not in context.made:
            held, before = rows.get(pk, (result, {}))
            rows[pk] = (held, both_facts(result, facts, before))
    for pk, record in context.hand.firms.of(sorted(rows)).items():
        result, facts = rows[pk]
        notes = str(facts.pop("notes", "")).splitlines()
        given = existing.wanted(record, facts, context.settings.existing_company)
        given = existing.remarked(record, given, notes)
        said = "" if "phone" in given or lines_of_firms.wait(context) else str(facts.get("phone", ""))
        if phone := lines_of_firms.other(record, said):
            given = existing.remarked(record, given, [phone])
        version = record.version
        went = existing.try_change(
            result,
            lambda: companies.change(company=record, by=context.by, **given),  # noqa: B023
        )
        if not went or record.version != version:
            context.hand.company_changed(pk)
            result.firm_changed = went


def enrich_contacts(named: Sequence[Result], known: dict[int, int], context: Context) -> None:
    """What the rows say of people who were there before."""
    rows: dict[int, list[Result]] = {}
    for result in named:
        if pk := known.get(result.draft.number):
            rows.setdefault(pk, []).append(result)
    policy = context.settings.existing_contact
    for pk, record in context.hand.people.of(sorted(rows)).items():
        first = rows[pk][0]
        said: dict[str, Any] = {"name": "", "points": []}
        for result in rows[pk]:
            add_said(said, result.draft.values)
        version = record.version
        went = existing.try_change(first, lambda: _enrich(first, record, said, context, policy))  # noqa: B023
        if not went or record.version != version:
            context.hand.people_changed([(record, said["points"])])


def note_numbers(named: Sequence[Result], known: dict[int, int], context: Context) -> None:
    """Where people who are here stay as they are, what a row says of further numbers stands in its notes."""
    rows = [result for result in named if known.get(result.draft.number)]
    records = context.hand.people.of(known[row.draft.number] for row in rows)
    for result in rows:
        values, record = result.draft.values, records.get(known[result.draft.number])
        held = {point.normal for point in record.points.all()} if record else set()
        more = [one["value"] for one in points_of(values) if _point_key(one)[1] not in held]
        others = [number for one in values.get("people", ()) for number in (*one.phones, *one.emails)]
        if texts := list(dict.fromkeys([*more, *others])):
            result.draft.remarks.append(" · ".join(texts))


def _enrich(result: Result, record: Contact, said: dict[str, Any], context: Context, policy: str) -> Contact:
    given = {name: said[name] for name in CONTACT if name in said}
    more = joined_jobs.join(result, record, given, context)
    given = existing.wanted(record, given, policy) | more
    joined_jobs.keep(record, given, context)
    if _was_called(record, said["name"], context):
        said = said | {"name": ""}
    return contacts.change(
        contact=record,
        by=context.by,
        **given,
        **_fuller(result, record, said),
        **more_points(record, said["points"]),
    )


def _fuller(result: Result, record: Contact, said: dict[str, Any]) -> dict[str, Any]:
    """{"name": …} where the rows say more of who somebody is than the record does."""
    if not is_fuller(said["name"], record.name):
        return {}
    text = _("“%(known)s” is called “%(name)s” from now on.")
    result.draft.warn("contact", text % {"known": record.name, "name": said["name"]})
    return {"name": said["name"]}


def more_points(
    record: Contact,
    points: Sequence[Mapping[str, Any]],
    former: Mapping[str, Mapping[str, Any] | None] = MappingProxyType({}),
) -> dict[str, Any]:
    """{"points": …} where the rows know further ways to reach somebody. `former`: {normal form of one that goes: what takes
    its place}"""
    held: list[dict[str, Any]] = []
    for p in record.points.all():
        instead = former.get(p.normal, {"kind": p.kind, "value": p.value})
        held += [{**instead, "primary": p.primary}] if instead else []
    known = {key for p in held for key in _known_as(p)}
    more = [p for p in points if _known_as(p)[-1] not in known]
    return {"points": [*held, *more]} if more or former else {}


def _known_as(point: Mapping[str, Any]) -> list[tuple[str, str | None]]:
    """A number that is reached by WhatsApp is a number; one that is dialled need not be there."""
    kind, normal = _point_key(point)
    if kind == PointKind.WHATSAPP:
        return [("", normal), (kind, normal)]
    return [("" if kind in DIALLED or kind == PointKind.EMAIL else kind, normal)]
