"""Who is here and stays with their company needs none of the name that a row has for it: nobody would ever be in it."""

from __future__ import annotations

from collections.abc import Sequence

from kariz.exchange.actions.at_work import existing
from kariz.exchange.actions.at_work.context import Context, Result
from kariz.exchange.actions.rows.people_changes import company_facts, points_of
from kariz.exchange.actions.rows.people_rows import known_contacts
from kariz.reading.rows.settings import UPDATE


def find(rows: Sequence[Result], context: Context) -> dict[int, int]:
    """{row: its person} of rows that know somebody by a number and name a company that is not here, of which they say
    nothing else."""
    if context.settings.existing == UPDATE or existing.creates(context):
        return {}
    names = {str(row.draft.values["company"]) for row in rows if _names_firm_alone(row)}
    here = context.hand.companies.of(names) if names else {}
    asked = [row for row in rows if _names_firm_alone(row) and row.draft.values["company"] not in here]
    if not asked:
        return {}
    known = known_contacts(asked, {}, context) | {
        row.draft.number: context.chosen[row.draft.number]
        for row in asked
        if row.draft.number in context.chosen
    }
    people = context.hand.people.of(known.values())
    found = {}
    for row in asked:
        person = people.get(known.get(row.draft.number, 0))
        if person is not None and (person.company_id or not existing.changes(context)):
            row.firm_stays = True
            found[row.draft.number] = person.pk
    return found


def _names_firm_alone(row: Result) -> bool:
    values = row.draft.values
    named = values.get("company") and not {"company_ref", "people", "only_company"} & set(values)
    reached = points_of(values) or values.get("external_id")
    return bool(named and reached and not company_facts(values))
