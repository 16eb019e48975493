"""Who was called, as the number of the call tells: of two of one name it is whoever has that number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from kariz.exchange.actions.at_work.context import Context, Result
from kariz.localisation.said import gettext as _
from kariz.people import normal
from kariz.people.models import Contact
from kariz.people.queries.matching import match_phones
from kariz.reading.columns.fields import BY_NAME
from kariz.reading.names.names import who_is

if TYPE_CHECKING:
    from kariz.exchange.actions.rows.links import Links

FIELD = "called"


def find_people(
    results: Sequence[Result], links: Mapping[int, Links], context: Context
) -> dict[int, list[Contact]]:
    """{row: the people who have its number}. Where the row calls one of them by name, in whatever column, that one is
    meant, and the company is theirs."""
    numbers = {
        number for result in results for number in result.draft.values.get(FIELD, ()) if normal.phone(number)
    }
    if not numbers:
        return {}
    ids = match_phones(numbers, by=context.by)
    people = Contact.objects.select_related("company").in_bulk({pk for found in ids.values() for pk in found})
    having: dict[int, list[Contact]] = {}
    for result in results:
        values, one = result.draft.values, links[result.draft.number]
        reached = dict.fromkeys(pk for number in values.get(FIELD, ()) for pk in ids.get(number, ()))
        known = [people[pk] for pk in reached if pk in people]
        if not known or one.contact is not None:
            continue
        having[result.draft.number] = known
        for name in ("contact", "company"):
            if (person := _called(values.get(name), known)) is not None:
                one.contact = person
                if name == "company" or "company" not in values:
                    values.pop("company", None)
                    one.company = one.company or person.company
                break
    return having


def link_the_rest(
    results: Sequence[Result], links: Mapping[int, Links], having: Mapping[int, Sequence[Contact]]
) -> None:
    """A row that names nobody is of the only one who has its number, unless it names another company. A number that
    tells of nobody stands in the text, and comes to whom the row makes."""
    for result in results:
        values, one = result.draft.values, links[result.draft.number]
        known = having.get(result.draft.number, ())
        if one.contact is None and "contact" not in values and len(known) == 1:
            person = known[0]
            company = one.company or (one.deal.company if one.deal else None)
            if company is None or person.company_id in (None, company.pk):
                one.contact = person
                one.company = one.company or person.company
        _keep_one(result, one, known)
        if values.get(FIELD) and (one.contact is None or one.contact not in known):
            note = f"{BY_NAME[FIELD].label}: {', '.join(values[FIELD])}"
            if note not in result.draft.remarks:
                result.draft.remarks.append(note)


def _keep_one(result: Result, one: Links, known: Sequence[Contact]) -> None:
    """Nobody's call stands at two customers: whoever is called so and has the number is meant, whatever company the row
    names beside."""
    values, person = result.draft.values, one.contact
    if person is None or person not in known or one.company is None or "company_ref" in values:
        return
    if person.company_id in (None, one.company.pk):
        return
    said = str(values.get("company") or one.company.name)
    one.company = person.company
    text = _(
        "The number is that of “%(person)s” of another company: the call is with them; “%(said)s” stands in the text."
    )
    result.draft.warn("company", text % {"person": person.name, "said": said[:60]})
    note = f"{BY_NAME['company'].label}: {said}"
    if note not in result.draft.remarks:
        result.draft.remarks.append(note)


def _called(name: Any, people: Sequence[Contact]) -> Contact | None:
    if not isinstance(name, str):
        return None
    pk = who_is(name, [(person.name, person.pk) for person in people])
    return next((person for person in people if person.pk == pk), None)
