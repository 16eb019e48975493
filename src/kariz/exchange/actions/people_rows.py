"""Companies and contacts of a chunk: found, or made with few statements."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from kariz.exchange.actions.context import Context, Result
from kariz.exchange.actions.refs import key_of
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


def company_ids(results: Sequence[Result], context: Context) -> dict[int, int]:
    """{row number: id of its company}: by its number in the other system, else by name. New ones are nobody's
    until taken."""
    refs = context.refs
    refs.ask("company", [result.draft.values.get("company_ref", "") for result in results])
    ids: dict[int, int] = {}
    named = []
    for result in results:
        values = result.draft.values
        if pk := refs.id("company", values.get("company_ref", "")):
            ids[result.draft.number] = pk
        elif values.get("company"):
            named.append(result)
        elif key := values.get("company_ref"):
            result.draft.warn("company_ref", _("No company has the number %(key)s here.") % {"key": key})
    by_name = _companies_by_name(named, context)
    for result in named:
        if pk := by_name.get(company_key(result.draft.values["company"])):
            ids[result.draft.number] = pk
            refs.link("company", result.draft.values.get("company_ref", ""), pk)
    return ids


def _companies_by_name(named: Sequence[Result], context: Context) -> dict[str, int]:
    """{key of the name: id} for the companies that rows name; made where there is none."""
    names = {result.draft.values["company"] for result in named}
    known = matching.match_companies(names, by=context.by) if names else {}
    ids = {company_key(name): pk for name, pk in known.items()}
    new: dict[str, tuple[Result, dict[str, Any]]] = {}
    for result in named:
        values = result.draft.values
        if (key := company_key(values["company"])) not in ids:
            facts = {name: values[name] for name in COMPANY if name in values}
            new.setdefault(key, (result, {"name": values["company"], "owner": None} | facts))
    for result, company in make(companies.create_many, list(new.values()), context):
        result.made.append(("company", company.pk))
        context.made["company", company.pk] = company
        ids[company_key(company.name)] = company.pk
    return ids


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
    results: Sequence[Result], companies_known: dict[int, int], context: Context
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
    found = known_contacts(named, companies_known, context)
    new: dict[int, tuple[Result, dict[str, Any]]] = {}
    waiting: list[tuple[Result, int]] = []
    keys: dict[Any, int] = {}
    for result in named:
        number, values = result.draft.number, result.draft.values
        if number in found:
            continue
        company = companies_known.get(number)
        own = _keys(values, company, values.get("contact_ref", ""))
        key = next((keys[one] for one in own if one in keys), number)
        keys |= dict.fromkeys(own, key)
        waiting.append((result, key))
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
    for result, key in waiting:
        if key in made:
            refs.link("contact", result.draft.values.get("contact_ref", ""), made[key].pk)
    return found | {result.draft.number: made[key].pk for result, key in waiting if key in made}


def contact_values(result: Result, company: int | None, context: Context) -> dict[str, Any]:
    values = result.draft.values
    facts = {name: values[name] for name in CONTACT if name in values}
    return facts | {
        "name": values["contact"],
        "company": company,
        "owner": context.owner_of(result.draft),
        "points": points_of(values),
    }


def _keys(values: dict[str, Any], company: int | None, number: str = "") -> list[Any]:
    """What makes two new rows the same person. Who has a number of their own in the other system is another person
    than a namesake, or than who shares the phone."""
    name = matching.fold(values["contact"])
    points = points_of(values)
    shared = name if number else ""
    keys: list[Any] = [
        (point["kind"] == "email", matching.normal.point(point["kind"], point["value"]), shared)
        for point in points
    ]
    if number:
        keys.append(("number", number))
    if not points or (company is not None and not number):
        keys.append(("name", name, company))
    return keys


def known_contacts(
    named: Sequence[Result], companies_known: dict[int, int], context: Context
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
    alike = _alike(others, companies_known, context)
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


def _alike(named: Sequence[Result], companies_known: dict[int, int], context: Context) -> dict[int, int]:
    """{row number: id} by phone, e-mail or name in the company."""
    phones = {
        text for result in named for kind in ("mobile", "phone") for text in result.draft.values.get(kind, [])
    }
    emails = {text for result in named for text in result.draft.values.get("email", [])}
    by_phone = matching.match_phones(phones, by=context.by) if phones else {}
    by_email = matching.match_emails(emails, by=context.by) if emails else {}
    pairs = {}
    for result in named:
        values = result.draft.values
        company = companies_known.get(result.draft.number)
        if values.get("contact") and (company is not None or not points_of(values)):
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


# Files of companies or contacts alone


def write_companies(results: Sequence[Result], context: Context) -> None:
    """Create or change the companies of a chunk."""
    known = _by_id(Company, results, context)
    context.refs.ask("company", [r.draft.values.get("external_id", "") for r in results])
    names = {r.draft.values["company"] for r in results if "company" in r.draft.values}
    matched = matching.match_companies(names, by=context.by) if names else {}
    new: dict[str, tuple[Result, dict[str, Any]]] = {}
    again: list[tuple[Result, str]] = []
    for result in results:
        values = result.draft.values
        if "id" in values:
            _existing(result, known.get(values["id"]), "company", context)
        elif _hidden(result, "company", context):
            continue
        elif pk := context.refs.id("company", values.get("external_id", "")) or matched.get(
            values.get("company", "")
        ):
            _existing(
                result, Company.objects.filter(pk=pk).first() if _updates(context) else pk, "company", context
            )
        elif "company" not in values:
            result.refuse(_("The row has no name of a company."), "company")
        elif (key := company_key(values["company"])) in new:
            result.skip(_("The company is in row %(number)d already.") % {"number": new[key][0].draft.number})
            again.append((result, key))
        else:
            new[key] = (result, company_values(result, context))
    made = {}
    for result, company in make(companies.create_many, list(new.values()), context):
        result.end(ImportRow.Action.CREATED, "company", company.pk)
        made[company_key(company.name)] = company.pk
        _link(result, "company", context)
    for result, key in again:
        if key in made:
            context.refs.link("company", result.draft.values.get("external_id", ""), made[key])


def _hidden(result: Result, kind: str, context: Context) -> bool:
    """Refuses or skips a row whose number belongs to a record in the bin, or one that the person may not see."""
    key = result.draft.values.get("external_id", "")
    state = context.refs.state(kind, key) if key else ""
    if state == "hidden":
        result.refuse(_("There is no such record, or you may not see it."), "external_id")
    elif state == "gone":
        result.skip(_("This is in the bin; restore it there."))
    return state in ("hidden", "gone")


def _link(result: Result, kind: str, context: Context) -> None:
    """The number of a row that was taken, with the row's mark."""
    if result.pk is not None and result.action != ImportRow.Action.REFUSED:
        key = result.draft.values.get("external_id", "")
        context.refs.link(kind, key, result.pk, result.draft.fingerprint)


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
    context.refs.ask("contact", [r.draft.values.get("external_id", "") for r in results])
    for result in results:
        if "id" in result.draft.values:
            _existing(result, known.get(result.draft.values["id"]), "contact", context)
        else:
            _hidden(result, "contact", context)
    named = [result for result in results if not result.action]
    ids = company_ids(named, context)
    named = [result for result in named if not result.action]
    matched = known_contacts(named, ids, context)
    new: list[tuple[Result, dict[str, Any]]] = []
    again: list[tuple[Result, int]] = []
    seen: dict[Any, int] = {}
    for result in named:
        values, number = result.draft.values, result.draft.number
        if number in matched:
            pk = matched[number]
            _existing(
                result, Contact.objects.filter(pk=pk).first() if _updates(context) else pk, "contact", context
            )
            continue
        if "contact" not in values:
            result.refuse(_("The row has no name of a person."), "contact")
            continue
        company = ids.get(number)
        own = _keys(values, company, values.get("external_id", ""))
        before = next((seen[key] for key in own if key in seen), None)
        if before is not None:
            result.skip(_("The person is in row %(number)d already.") % {"number": before})
            again.append((result, before))
        else:
            seen |= dict.fromkeys(own, number)
            new.append((result, contact_values(result, company, context) | _extra(values)))
    made = {}
    for result, contact in make(contacts.create_many, new, context):
        result.end(ImportRow.Action.CREATED, "contact", contact.pk)
        made[result.draft.number] = contact.pk
        _link(result, "contact", context)
    for result, before in again:
        if before in made:
            context.refs.link("contact", result.draft.values.get("external_id", ""), made[before])


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
        context.refs.link(kind, result.draft.values.get("external_id", ""), pk)
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
    _link(result, kind, context)


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
    if "company" in values or "company_ref" in values:
        company = company_ids([result], context).get(result.draft.number)
        if company is not None:
            given["company"] = company
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
