"""Files of companies or people alone: each row created, or changed by the policy of the import."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kariz.exchange.actions.at_work import existing, likeness
from kariz.exchange.actions.at_work.context import Context, Result
from kariz.exchange.actions.rows import firms_of_staying, further_names, lines_of_firms
from kariz.exchange.actions.rows.people_at_once import Meeting, link
from kariz.exchange.actions.rows.people_changes import (
    company_values,
    contact_values,
    extra,
    keep_numbers,
    says_company,
    says_contact,
)
from kariz.exchange.actions.rows.people_rows import company_ids, known_contacts, make, new_row_keys
from kariz.exchange.actions.setup.other_columns import WHOSE
from kariz.exchange.models import ImportRow
from kariz.exchange.queries.known.given_jobs import CREATED
from kariz.localisation.said import gettext as _
from kariz.people.actions import companies, contacts
from kariz.people.models import Company, Contact
from kariz.people.normal import company_key
from kariz.people.queries import matching
from kariz.reading.names.met import Met
from kariz.reading.rows.finishing import reached_by


def write_companies(results: Sequence[Result], context: Context) -> None:
    """Create or change the companies of a chunk."""
    known = _by_id(Company, results, context)
    context.refs.ask("company", [r.draft.values.get("external_id", "") for r in results])
    names = {r.draft.values["company"] for r in results if "company" in r.draft.values}
    matched = (
        matching.match_companies(names, by=context.by) if names and not existing.creates(context) else {}
    )
    if existing.changes(context):
        context.hand.firms.of(pk for result in results if (pk := _company_of(result, matched, context)))
    meeting = Meeting("company", says_company, context)
    new: dict[str, tuple[Result, dict[str, Any]]] = {}
    again: list[tuple[Result, str]] = []
    for result in results:
        values = result.draft.values
        meeting.waits(result)
        if "id" in values:
            meeting.meet(result, known.get(values["id"]))
        elif _hidden(result, "company", context):
            continue
        elif pk := _company_of(result, matched, context):
            meeting.meet_id(result, pk)
        elif "company" not in values:
            result.refuse(_("The row has no company name."), "company")
        elif (key := company_key(values["company"])) in new:
            again.append((result, key))
        else:
            notes = existing.new_notes(values.get("notes", ""), result.draft.remarks)
            new[key] = (result, company_values(result, context) | notes)
    meeting.write()
    made = {}
    for result, company in make(
        companies.create_many, likeness.look("company", new.values(), context), context
    ):
        result.end(ImportRow.Action.CREATED, "company", company.pk)
        made[company_key(company.name)] = company.pk
        link(result, "company", context)
    records = _made_before(Company, {made[key] for _result, key in again if key in made}, context)
    for result, key in again:
        first = new[key][0].draft.number
        said = _("The company is in row %(number)d already.") % {"number": first}
        _again(result, said, made.get(key), records, meeting, context)


def _company_of(result: Result, matched: dict[str, int], context: Context) -> int | None:
    values = result.draft.values
    known = context.chosen.get(result.draft.number) or context.refs.id(
        "company", values.get("external_id", "")
    )
    return known or matched.get(values.get("company", ""))


def _hidden(result: Result, kind: str, context: Context) -> bool:
    """Refuses or skips a row whose number belongs to a record in the bin, or one that the person may not see."""
    key = result.draft.values.get("external_id", "")
    state = context.refs.state(kind, key) if key else ""
    if state == "hidden":
        result.refuse(_("There is no such record, or you may not see it."), "external_id")
    elif state == "gone":
        result.skip(_("This is in the bin; restore it there."))
        result.binned = True
    return state in ("hidden", "gone")


def write_contacts(results: Sequence[Result], context: Context) -> None:
    """Create or change the contacts of a chunk."""
    known = _by_id(Contact, results, context)
    context.refs.ask("contact", [r.draft.values.get("external_id", "") for r in results])
    meeting = Meeting("contact", _says_contact, context)
    for result in results:
        if "id" in result.draft.values:
            meeting.meet(result, known.get(result.draft.values["id"]))
        else:
            meeting.waits(result)
            _hidden(result, "contact", context)
    meeting.write()
    named = [result for result in results if not result.action]
    staying = firms_of_staying.find(named, context)
    ids = company_ids([result for result in named if result.draft.number not in staying], context)
    for result in named:
        if not result.action and "only_company" in result.draft.values:
            _company_alone(result, ids.get(result.draft.number), context)
    named = [result for result in named if not result.action]
    others = [result for result in named if result.draft.number not in staying]
    matched = known_contacts(others, ids, context, alike_too=not existing.creates(context))
    matched |= staying | context.chosen
    if existing.changes(context):
        context.hand.people.of(matched[row.draft.number] for row in named if row.draft.number in matched)
    new: list[tuple[Result, dict[str, Any]]] = []
    again: list[tuple[Result, int]] = []
    seen = Met()
    for result in named:
        values, number = result.draft.values, result.draft.number
        if number in matched:
            meeting.meet_id(result, matched[number])
            continue
        if "contact" not in values and (way := reached_by(values)):
            values["contact"] = way
        if "contact" not in values:
            result.refuse(_("The row has no name of a person."), "contact")
            continue
        company = ids.get(number)
        own = new_row_keys(values, company, values.get("external_id", ""))
        before = seen.find(own, values["contact"])
        seen.add(own, number if before is None else before, values["contact"])
        if before is not None:
            again.append((result, before))
        else:
            new.append((result, contact_values(result, company, context) | extra(result.draft)))
    meeting.write()
    made = {}
    for result, contact in make(contacts.create_many, likeness.look("contact", new, context), context):
        result.end(ImportRow.Action.CREATED, "contact", contact.pk)
        made[result.draft.number] = contact.pk
        link(result, "contact", context)
    context.hand.jobs.tell_all(made.values(), CREATED)
    records = _made_before(Contact, {made[before] for _result, before in again if before in made}, context)
    for result, before in again:
        said = _("The person is in row %(number)d already.") % {"number": before}
        _again(result, said, made.get(before), records, meeting, context)
    further_names.bring(results, ids, context)
    lines_of_firms.bring(results, ids, context)
    lines_of_firms.count(results)


def _company_alone(result: Result, pk: int | None, context: Context) -> None:
    """A row of a list of people that names nobody: its company is kept, the first time it comes, and its numbers."""
    if pk is not None and ("company", pk) in result.made:
        result.end(ImportRow.Action.CREATED, "company", pk)
        return
    ours = existing.changes(context) or ("company", pk) in context.made
    if pk is not None and ours and keep_numbers(result, pk, context):
        result.end(ImportRow.Action.UPDATED, "company", pk)
    else:
        result.skip(_("The row names nobody, and its company is there already."), "company" if pk else "", pk)


def _made_before(model: Any, ids: set[int], context: Context) -> dict[int, Any]:
    return model.objects.in_bulk(ids) if ids and existing.changes(context) else {}


def _again(
    result: Result, said: str, pk: int | None, records: dict[int, Any], meeting: Meeting, context: Context
) -> None:
    """A row about whom an earlier row of the chunk made: what it adds is not lost, as if it came a chunk later."""
    if pk is None or pk not in records:
        result.skip(said, context.own if pk else "", pk)
        if pk is not None:
            context.refs.link(context.own, result.draft.values.get("external_id", ""), pk)
        return
    meeting.meet(result, records[pk])
    meeting.write()
    result.draft.warn("", said)


def _by_id(model: Any, results: Sequence[Result], context: Context) -> dict[int, Any]:
    ids = [result.draft.values["id"] for result in results if "id" in result.draft.values]
    return model.objects.visible_to(context.by).in_bulk(ids) if ids else {}


def _says_contact(result: Result, record: Contact, context: Context) -> dict[str, Any]:
    values, company = result.draft.values, None
    named = WHOSE & set(values)
    if result.firm_stays:
        result.held.append("company")
    elif named and (not result.otherwise or named & result.otherwise):
        company = company_ids([result], context).get(result.draft.number)
    return says_contact(result, record, context, context.settings.existing, company=company)
