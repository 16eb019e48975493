"""What a row says of a company or a person, for a new record and for one that is there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kariz.exchange.actions import existing
from kariz.exchange.actions.context import Context, Result
from kariz.exchange.rules.consent_fields import CONSENT
from kariz.exchange.rules.rows import Draft
from kariz.people.actions import companies, contacts
from kariz.people.models import Company, Contact
from kariz.people.normal import company_key
from kariz.people.queries import matching
from kariz.records.custom.values import PREFIX

COMPANY = ("industry", "size", "city", "website", "national_id", "economic_code", "address")
CONTACT = ("position",)


def points_of(values: dict[str, Any]) -> list[dict[str, str]]:
    """The ways to reach somebody that a row names, each once."""
    found = [
        {"kind": kind, "value": text}
        for kind in ("mobile", "phone", "email")
        for text in values.get(kind, [])
    ]
    seen: set[tuple[str, str | None]] = set()
    kept = []
    for point in found:
        key = (point["kind"], matching.normal.point(point["kind"], point["value"]))
        if key not in seen:
            seen.add(key)
            kept.append(point)
    return kept


def company_facts(values: dict[str, Any]) -> dict[str, Any]:
    """What a row of people or deals says of the company that it names."""
    facts = {name: values[name] for name in COMPANY if name in values}
    return facts | ({"phone": values["company_phone"][0]} if values.get("company_phone") else {})


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
    return kept | {"owner": context.owner_of(result.draft)}


def company_alone(values: dict[str, Any]) -> dict[str, Any]:
    """What a row of a list of people says of a company of which it names nobody."""
    phones = [*values.get("company_phone", [])[:1], *values.get("phone", []), *values.get("mobile", [])]
    notes = "\n".join(filter(None, [values.get("notes", ""), *phones[1:]]))
    return {"phone": phones[0]} | {"notes": notes} if phones else {"notes": notes}


def keep_numbers(result: Result, pk: int, context: Context) -> bool:
    """Numbers of such a row that its company, which is here, lacks: its phone if it has none, else in its notes."""
    record = Company.objects.get(pk=pk)
    values = result.draft.values
    numbers = [
        number
        for number in (*values.get("phone", ()), *values.get("mobile", ()))
        if matching.normal.phone(number) != record.phone_normal and number not in record.notes
    ]
    if not numbers:
        return False
    phone = {} if record.phone else {"phone": numbers.pop(0)}
    given = existing.remarked(record, phone, numbers)
    existing.try_change(result, lambda: companies.change(company=record, by=context.by, **given))
    return True


def own_fields(values: dict[str, Any]) -> dict[str, Any]:
    """{"custom": {key: value}} of the company's own fields that the row states."""
    found = {name.removeprefix(PREFIX): value for name, value in values.items() if name.startswith(PREFIX)}
    return {"custom": found} if found else {}


def contact_values(result: Result, company: int | None, context: Context) -> dict[str, Any]:
    values = result.draft.values
    facts = {name: values[name] for name in CONTACT if name in values}
    return facts | {
        "name": values["contact"],
        "company": context.made.get(("company", company), company) if company else None,
        "owner": context.owner_of(result.draft),
        "points": points_of(values),
    }


def extra(draft: Draft) -> dict[str, Any]:
    values = draft.values
    plain = {name: values[name] for name in ("channel", *CONSENT) if name in values}
    return plain | existing.new_notes(values.get("notes", ""), draft.remarks) | own_fields(values)


def change_company(result: Result, record: Company, context: Context) -> Company:
    given = company_values(result, context)
    if "owner" not in result.draft.values or given["owner"] is None:
        # A name that means nobody here takes the record from no one.
        given.pop("owner")
    given = existing.wanted(record, given, context.settings.existing)
    given = existing.remarked(record, given, result.draft.remarks)
    return companies.change(company=record, by=context.by, **given)


def change_contact(
    result: Result,
    record: Contact,
    context: Context,
    policy: str,
    *,
    company: int | None = None,
    own: bool = True,
) -> Contact:
    values = result.draft.values
    names = (*CONTACT, "notes", "channel", *CONSENT) if own else CONTACT
    given = {name: values[name] for name in names if name in values}
    if own:
        given |= own_fields(values)
    if own and "contact" in values:
        given["name"] = values["contact"]
    if company is not None:
        given["company"] = company
    if own and "owner" in values and (owner := context.owner_of(result.draft)):
        given["owner"] = owner
    held = [{"kind": p.kind, "value": p.value, "primary": p.primary} for p in record.points.all()]
    normals = {(matching.normal.point(p["kind"], p["value"])) for p in held}  # type: ignore[arg-type]
    more = [
        point
        for point in points_of(values)
        if matching.normal.point(point["kind"], point["value"]) not in normals
    ]
    points = {"points": [*held, *more]} if more else {}
    given = existing.wanted(record, given, policy)
    if own:
        given = existing.remarked(record, given, result.draft.remarks)
    return contacts.change(contact=record, by=context.by, **given, **points)  # type: ignore[arg-type]


def enrich_companies(named: Sequence[Result], known: dict[str, int], context: Context) -> None:
    """What the rows say of companies that were there before."""
    rows: dict[int, tuple[Result, dict[str, Any]]] = {}
    for result in named:
        values = result.draft.values
        pk = known.get(company_key(values["company"]))
        facts = company_facts(values)
        if pk and facts and ("company", pk) not in context.made:
            held, before = rows.get(pk, (result, {}))
            rows[pk] = (held, facts | before)
    records = Company.objects.in_bulk(rows) if rows else {}
    for pk, record in records.items():
        result, facts = rows[pk]
        given = existing.wanted(record, facts, context.settings.existing_company)
        existing.try_change(result, lambda: companies.change(company=record, by=context.by, **given))  # noqa: B023


def enrich_contacts(named: Sequence[Result], known: dict[int, int], context: Context) -> None:
    """What the rows say of people who were there before."""
    rows = [result for result in named if known.get(result.draft.number)]
    records = Contact.objects.prefetch_related("points").in_bulk({known[r.draft.number] for r in rows})
    for result in rows:
        if record := records.pop(known[result.draft.number], None):
            policy = context.settings.existing_contact
            existing.try_change(result, lambda: change_contact(result, record, context, policy, own=False))  # noqa: B023
