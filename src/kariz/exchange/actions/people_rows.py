"""Companies and contacts of a chunk: found, or made with few statements."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from kariz.exchange.actions.context import Context, Result
from kariz.exchange.models import ImportRow
from kariz.people.actions import companies, contacts
from kariz.people.models import Company, Contact
from kariz.people.normal import company_key
from kariz.people.queries import matching
from kariz.web.errors import DomainError, FieldErrors

COMPANY = ("industry", "size", "city", "website", "national_id", "address")
CONTACT = ("position",)
Rows = list[tuple[Result, dict[str, Any]]]


def make(create_many: Callable[..., list[Any]], rows: Rows, context: Context) -> list[tuple[Result, Any]]:
    """Create what can be; rows that the action finds wrong are refused with its words."""
    while rows:
        try:
            made = create_many(rows=[values for _result, values in rows], by=context.by)
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


def company_ids(results: Sequence[Result], context: Context) -> dict[str, int]:
    """{name as written: id} for the companies that the rows name; new ones are nobody's until taken."""
    named = [result for result in results if result.draft.values.get("company")]
    names = {result.draft.values["company"] for result in named}
    known = matching.match_companies(names, by=context.by) if names else {}
    new: dict[str, tuple[Result, dict[str, Any]]] = {}
    for result in named:
        values = result.draft.values
        if values["company"] not in known:
            facts = {name: values[name] for name in COMPANY if name in values}
            new.setdefault(
                company_key(values["company"]), (result, {"name": values["company"], "owner": None} | facts)
            )
    ids: dict[str, int] = {}
    for result, company in make(companies.create_many, list(new.values()), context):
        result.made.append(("company", company.pk))
        context.made["company", company.pk] = company
        ids[company_key(company.name)] = company.pk
    known |= {name: ids[key] for name in names if name not in known and (key := company_key(name)) in ids}
    return known


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


def contact_ids(
    results: Sequence[Result], companies_known: dict[str, int], context: Context
) -> dict[int, int]:
    """{row number: id of its contact}. The same phone, e-mail, or name in the company is the same person."""
    named = [result for result in results if result.draft.values.get("contact")]
    found = known_contacts(named, companies_known, context)
    new: dict[Any, tuple[Result, dict[str, Any]]] = {}
    waiting: list[tuple[int, Any]] = []
    keys: dict[Any, Any] = {}
    for result in named:
        number, values = result.draft.number, result.draft.values
        if number in found:
            continue
        company = companies_known.get(values.get("company", ""))
        own = _keys(values, company)
        key = next((keys[one] for one in own if one in keys), number)
        keys |= dict.fromkeys(own, key)
        waiting.append((number, key))
        if key == number:
            new[key] = (result, contact_values(result, company, context))
    made = {
        result.draft.number: contact
        for result, contact in make(contacts.create_many, list(new.values()), context)
    }
    for result, _values in new.values():
        if contact := made.get(result.draft.number):
            result.made.append(("contact", contact.pk))
            context.made["contact", contact.pk] = contact
    return found | {number: made[key].pk for number, key in waiting if key in made}


def contact_values(result: Result, company: int | None, context: Context) -> dict[str, Any]:
    values = result.draft.values
    facts = {name: values[name] for name in CONTACT if name in values}
    return facts | {
        "name": values["contact"],
        "company": company,
        "owner": context.owner_of(result.draft),
        "points": points_of(values),
    }


def _keys(values: dict[str, Any], company: int | None) -> list[Any]:
    """What makes two new rows the same person."""
    keys: list[Any] = [
        (point["kind"] == "email", matching.normal.point(point["kind"], point["value"]))
        for point in points_of(values)
    ]
    if company is not None or not keys:
        keys.append(("name", matching.fold(values["contact"]), company))
    return keys


def known_contacts(
    named: Sequence[Result], companies_known: dict[str, int], context: Context
) -> dict[int, int]:
    """{row number: id} of the contacts that are there already."""
    phones = {
        text for result in named for kind in ("mobile", "phone") for text in result.draft.values.get(kind, [])
    }
    emails = {text for result in named for text in result.draft.values.get("email", [])}
    by_phone = matching.match_phones(phones, by=context.by) if phones else {}
    by_email = matching.match_emails(emails, by=context.by) if emails else {}
    pairs = {}
    for result in named:
        values = result.draft.values
        company = companies_known.get(values.get("company", ""))
        if company is not None or not points_of(values):
            pairs[result.draft.number] = (values["contact"], company)
    by_name = matching.match_contacts(pairs.values(), by=context.by) if pairs else {}
    found = {}
    for result in named:
        values, number = result.draft.values, result.draft.number
        texts = [*values.get("mobile", []), *values.get("phone", [])]
        pk = next((by_email[text] for text in values.get("email", []) if text in by_email), None)
        pk = pk or next((by_phone[text] for text in texts if text in by_phone), None)
        if pk := pk or by_name.get(pairs.get(number, ("", None))):
            found[number] = pk
    return found


# Files of companies or contacts alone


def write_companies(results: Sequence[Result], context: Context) -> None:
    """Create or change the companies of a chunk."""
    known = _by_id(Company, results, context)
    names = {r.draft.values["company"] for r in results if "company" in r.draft.values}
    matched = matching.match_companies(names, by=context.by) if names else {}
    new: dict[str, tuple[Result, dict[str, Any]]] = {}
    for result in results:
        values = result.draft.values
        if "id" in values:
            _existing(result, known.get(values["id"]), "company", context)
        elif pk := matched.get(values["company"]):
            _existing(
                result, Company.objects.filter(pk=pk).first() if _updates(context) else pk, "company", context
            )
        elif (key := company_key(values["company"])) in new:
            result.skip(_("The company is in row %(number)d already.") % {"number": new[key][0].draft.number})
        else:
            new[key] = (result, company_values(result, context))
    for result, company in make(companies.create_many, list(new.values()), context):
        result.end(ImportRow.Action.CREATED, "company", company.pk)


def company_values(result: Result, context: Context) -> dict[str, Any]:
    values = result.draft.values
    kept = {name: values[name] for name in (*COMPANY, "notes") if name in values}
    if "channel" in values:
        kept["source"] = values["channel"]
    if phones := values.get("phone"):
        kept["phone"] = phones[0]
    if "company" in values:
        kept["name"] = values["company"]
    return kept | {"owner": context.owner_of(result.draft)}


def write_contacts(results: Sequence[Result], context: Context) -> None:
    """Create or change the contacts of a chunk."""
    known = _by_id(Contact, results, context)
    named = [result for result in results if "id" not in result.draft.values]
    for result in results:
        if "id" in result.draft.values:
            _existing(result, known.get(result.draft.values["id"]), "contact", context)
    ids = company_ids(named, context)
    named = [result for result in named if not result.action]
    matched = known_contacts(named, ids, context)
    new: list[tuple[Result, dict[str, Any]]] = []
    seen: dict[Any, int] = {}
    for result in named:
        values, number = result.draft.values, result.draft.number
        company = ids.get(values.get("company", ""))
        own = _keys(values, company)
        before = next((seen[key] for key in own if key in seen), None)
        if number in matched:
            pk = matched[number]
            _existing(
                result, Contact.objects.filter(pk=pk).first() if _updates(context) else pk, "contact", context
            )
        elif before is not None:
            result.skip(_("The person is in row %(number)d already.") % {"number": before})
        else:
            seen |= dict.fromkeys(own, number)
            new.append((result, contact_values(result, company, context) | _extra(values)))
    for result, contact in make(contacts.create_many, new, context):
        result.end(ImportRow.Action.CREATED, "contact", contact.pk)


def _extra(values: dict[str, Any]) -> dict[str, Any]:
    return {name: values[name] for name in ("notes", "channel") if name in values}


def _updates(context: Context) -> bool:
    return context.settings.existing == "update"


def _by_id(model: Any, results: Sequence[Result], context: Context) -> dict[int, Any]:
    ids = [result.draft.values["id"] for result in results if "id" in result.draft.values]
    return model.objects.visible_to(context.by).in_bulk(ids) if ids else {}


def _existing(result: Result, record: Any, kind: str, context: Context) -> None:
    """A row whose record is there already."""
    if record is None:
        result.refuse(_("There is no such record, or you may not see it."), "id")
        return
    pk = record if isinstance(record, int) else record.pk
    if not _updates(context):
        result.skip(_("This is there already."), kind, pk)
        return
    version = record.version
    try:
        changed = (
            _change_company(result, record, context)
            if kind == "company"
            else _change_contact(result, record, context)
        )
    except DomainError as error:
        result.refuse(next(iter(error.errors.values()), [str(error)])[0], next(iter(error.errors), ""))
        return
    if changed.version == version:
        result.skip(_("Nothing is different."), kind, pk)
    else:
        result.end(ImportRow.Action.UPDATED, kind, pk)


def _change_company(result: Result, record: Company, context: Context) -> Company:
    given = company_values(result, context)
    if "owner" not in result.draft.values:
        given.pop("owner")
    return companies.change(company=record, by=context.by, **given)


def _change_contact(result: Result, record: Contact, context: Context) -> Contact:
    values = result.draft.values
    given = {name: values[name] for name in (*CONTACT, "notes", "channel") if name in values}
    if "contact" in values:
        given["name"] = values["contact"]
    if "company" in values:
        given["company"] = company_ids([result], context).get(values["company"])
    if "owner" in values:
        given["owner"] = context.owner_of(result.draft)
    held = [{"kind": p.kind, "value": p.value, "primary": p.primary} for p in record.points.all()]
    normals = {(matching.normal.point(p["kind"], p["value"])) for p in held}  # type: ignore[arg-type]
    more = [
        point
        for point in points_of(values)
        if matching.normal.point(point["kind"], point["value"]) not in normals
    ]
    points = {"points": [*held, *more]} if more else {}
    return contacts.change(contact=record, by=context.by, **given, **points)  # type: ignore[arg-type]
